'use client';

import { CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { Toaster as Sonner, toast as show } from 'sonner';
import { toastQueue } from './toast';

const icons = {
  neutral: undefined,
  success: <CircleCheck aria-hidden className="size-4 text-income" />,
  wrong: <CircleAlert aria-hidden className="size-4 text-wrong" />,
};

export default function ToasterContent() {
  const t = useTranslations('common');
  useEffect(() => {
    const drain = () => {
      for (const { message, tone = 'neutral', action, undo, durationMs } of toastQueue.take()) {
        const button = undo ? { label: t('undo'), onClick: () => void undo() } : action;
        show(message, { duration: durationMs, icon: icons[tone], action: button });
      }
    };
    drain();
    return toastQueue.subscribe(drain);
  }, [t]);

  return (
    <Sonner
      containerAriaLabel={t('notifications')}
      position="bottom-right"
      mobileOffset={{ bottom: 'calc(5.5rem + env(safe-area-inset-bottom))' }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-(--width) items-center gap-2.5 rounded-lg bg-card py-2.5 pr-2.5 pl-4 font-sans text-14 text-ink shadow-floating max-[600px]:w-full',
          content: 'min-w-0 flex-1',
          icon: 'flex shrink-0',
          actionButton:
            'h-8 shrink-0 rounded-md px-3 font-medium text-accent hover:bg-accent-soft pointer-coarse:h-10',
        },
      }}
    />
  );
}

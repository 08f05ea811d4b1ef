'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { hideDemoBanner } from './preferences';

interface DemoBannerProps {
  /** A server action: leaves the demo and goes where one's own household is made. */
  startOwn: () => Promise<void>;
}

/**
 * For AppFrame's `banner`: says that the household is made up and offers the way to one's own. One line, also
 * on a phone.
 */
export function DemoBanner({ startOwn }: DemoBannerProps) {
  const t = useTranslations('frame');
  const tc = useTranslations('common');
  const [isHidden, setIsHidden] = useState(false);
  if (isHidden) return null;
  return (
    <div
      role="status"
      className="mb-4 flex items-center gap-1 rounded-lg bg-accent-soft py-1.5 pr-1.5 pl-3 text-14 lg:mb-6 lg:pl-4"
    >
      <p className="min-w-0 flex-1 truncate">
        <span className="sm:hidden">{t('demoShort')}</span>
        <span className="max-sm:hidden">{t('demo')}</span>
      </p>
      <form action={startOwn}>
        <Button type="submit" size="sm">
          {t('demoAction')}
        </Button>
      </form>
      <IconButton
        label={tc('close')}
        onClick={() => {
          hideDemoBanner();
          setIsHidden(true);
        }}
      >
        <X aria-hidden />
      </IconButton>
    </div>
  );
}

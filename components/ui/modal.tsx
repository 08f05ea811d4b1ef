'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import * as Radix from 'radix-ui/dialog';
import { useRef } from 'react';
import { cn } from './cn';
import type { DialogProps } from './dialog';
import { useReturnFocus } from './use-return-focus';

const shapes = {
  dialog:
    'inset-x-0 bottom-0 max-h-[92dvh] rounded-t-lg sm:inset-x-auto sm:top-[12dvh] sm:bottom-auto sm:left-1/2 sm:max-h-[76dvh] sm:w-[min(30rem,calc(100vw-2rem))] sm:-translate-x-1/2 sm:rounded-lg floating-in',
  sheet:
    'inset-x-0 bottom-0 max-h-[94dvh] rounded-t-lg sm:inset-y-0 sm:right-0 sm:left-auto sm:max-h-none sm:w-[28rem] sm:rounded-none sheet-in',
};

/** The body of Dialog and Sheet; pages use those, which load this file when it is needed. */
export default function Modal({
  shape,
  open,
  onOpenChange,
  title,
  description,
  footer,
  children,
}: DialogProps & { shape: keyof typeof shapes }) {
  const t = useTranslations('common');
  const focus = useReturnFocus();
  const next = useRef<EventTarget | null>(null);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(17_17_16/0.4)] fade-in" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          // A form starts in its first field, not on the button that closes it; a question starts nowhere, so
          // that Enter does nothing.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            focus.remember();
            const content = event.currentTarget;
            if (content instanceof HTMLElement)
              (
                content.querySelector<HTMLElement>('[data-autofocus]') ??
                content.querySelector<HTMLElement>('input, select, textarea') ??
                content
              ).focus();
          }}
          onCloseAutoFocus={focus.giveBack}
          // When a field takes something away as the focus leaves it (its list, its result), Radix sees a
          // removal while nothing has the focus and puts it on the dialog, once for each thing: it goes on to
          // where the person was going, unless that was the dialog.
          onPointerDownCapture={() => {
            next.current = null;
          }}
          onBlurCapture={(event) => {
            if (event.relatedTarget !== event.currentTarget) next.current = event.relatedTarget;
          }}
          onFocus={(event) => {
            if (
              event.target === event.currentTarget &&
              next.current instanceof HTMLElement &&
              event.currentTarget.contains(next.current)
            )
              next.current.focus();
          }}
          // Escape first closes an open list of suggestions inside; Radix hears the key before the field
          // does.
          onEscapeKeyDown={(event) => {
            if (document.activeElement?.matches('[role="combobox"][aria-expanded="true"]'))
              event.preventDefault();
          }}
          className={cn('fixed z-50 flex flex-col bg-card shadow-floating outline-none', shapes[shape])}
        >
          <header className="flex items-start justify-between gap-4 px-4 pt-4 pb-2 sm:px-6 sm:pt-5">
            <div className="grid gap-1">
              <Radix.Title className="text-20 font-semibold">{title}</Radix.Title>
              {description && (
                <Radix.Description className="text-14 text-muted">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close
              aria-label={t('close')}
              className="-mt-1 -mr-2 inline-flex size-9 items-center justify-center rounded-md text-muted hover:bg-grey-4 hover:text-ink pointer-coarse:size-11"
            >
              <X aria-hidden className="size-4.5" />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pt-2 pb-[max(1rem,env(safe-area-inset-bottom))] sm:px-6 sm:pb-6">
            {children}
          </div>
          {footer && (
            <footer className="flex justify-end gap-2 border-t border-line px-4 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6">
              {footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

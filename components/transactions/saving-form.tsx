'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { KeyHint } from '@/components/ui/key-hint';

interface SavingFormProps {
  /**
   * Saves what was entered and resolves to what happens to the focus: the next entry begins, or the first
   * mistake is mended.
   */
  save: (isLast: boolean) => Promise<'next' | 'mistake' | null>;
  isSaving: boolean;
  /** Whether the first field has the focus from the start. */
  startsInAmount: boolean;
  children: ReactNode;
}

/** A form for entries one after the other: Enter saves, Shift+Enter saves and starts the next. */
export function SavingForm({ save, isSaving, startsInAmount, children }: SavingFormProps) {
  const t = useTranslations('transactions');
  const element = useRef<HTMLFormElement>(null);
  // The sheet may have opened before accounts and categories had come.
  const start = useEffectEvent(() => startsInAmount && focusAmount(element.current));
  useEffect(() => void start(), []);

  const run = async (isLast: boolean) => {
    if (isSaving) return;
    const focus = await save(isLast);
    if (focus === 'next') focusAmount(element.current);
    if (focus === 'mistake') focusFirstError(element.current);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !event.shiftKey || event.defaultPrevented) return;
    event.preventDefault();
    void run(false);
  };
  return (
    <form
      ref={element}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void run(true);
      }}
      className="grid gap-5"
    >
      {children}
      <div className="sticky bottom-0 -mx-1 flex flex-wrap gap-2 bg-card px-1 py-2">
        <Button variant="primary" size="lg" type="submit" pending={isSaving} className="flex-1">
          {t('save')}
          <span aria-hidden className="font-normal opacity-80 pointer-coarse:hidden">
            ↵
          </span>
        </Button>
        <Button size="lg" pending={isSaving} onClick={() => void run(false)}>
          {t('saveAndNext')}
          <span aria-hidden className="flex gap-1 pointer-coarse:hidden">
            <KeyHint>⇧</KeyHint>
            <KeyHint>↵</KeyHint>
          </span>
        </Button>
      </div>
    </form>
  );
}

function focusAmount(form: HTMLFormElement | null) {
  form?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
}

function focusFirstError(form: HTMLFormElement | null) {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
}

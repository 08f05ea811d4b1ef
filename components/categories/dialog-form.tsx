'use client';

import { useTranslations } from 'next-intl';
import { useId, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

interface DialogFormProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: string;
  /** What happens when it is sent. */
  submitLabel: string;
  danger?: boolean;
  pending: boolean;
  onSubmit: () => void;
  children?: ReactNode;
}

/** A question with a form: Enter answers it, Escape leaves it. */
export function DialogForm({
  open,
  onClose,
  title,
  description,
  submitLabel,
  danger = false,
  pending,
  onSubmit,
  children,
}: DialogFormProps) {
  const t = useTranslations('common');
  const id = useId();
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={id} variant={danger ? 'danger' : 'primary'} pending={pending}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) onSubmit();
        }}
      >
        {children}
      </form>
    </Dialog>
  );
}

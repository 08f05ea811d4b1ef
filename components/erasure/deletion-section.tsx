'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { InputError } from '@/components/api/input-error';
import { formatInstant } from '@/components/files/format-instant';
import { useConfirming } from '@/components/settings/confirming';
import { useSaving } from '@/components/settings/use-saving';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Dialog } from '@/components/ui/dialog';

interface DeletionSectionProps {
  texts: {
    title: string;
    detail: string;
    ask: string;
    question: string;
    consequence: string;
    asked: string;
    cancelled: string;
    refused: string;
  };
  /** When it will happen; null while nobody has asked for it. */
  deletionAt: string | null;
  timeZone: string;
  ask: () => Promise<readonly InputError[]>;
  cancel: () => Promise<readonly InputError[]>;
}

/** Asks for a deletion, or takes it back: what of, and what goes with it, is told by `texts`. */
export function DeletionSection({ texts, deletionAt, timeZone, ask, cancel }: DeletionSectionProps) {
  const t = useTranslations('data');
  const locale = useLocale();
  const confirming = useConfirming();
  const { save, pending } = useSaving();
  const [open, setOpen] = useState(false);
  const begin = () => {
    // Two dialogs one above the other would hide what is asked.
    setOpen(false);
    void save(() => confirming(ask), texts.asked, texts.refused);
  };
  return (
    <Card title={texts.title}>
      <p className="mb-4 text-muted">
        {deletionAt === null
          ? texts.detail
          : t('pending', { when: formatInstant(deletionAt, locale, timeZone) })}
      </p>
      {deletionAt === null ? (
        <Button pending={pending} onClick={() => setOpen(true)}>
          {texts.ask}
        </Button>
      ) : (
        <Button
          variant="primary"
          pending={pending}
          onClick={() => void save(cancel, texts.cancelled, t('tooLate'))}
        >
          {t('keep')}
        </Button>
      )}
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={texts.question}
        description={texts.consequence}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
            <Button variant="danger" onClick={begin}>
              {t('delete')}
            </Button>
          </>
        }
      />
    </Card>
  );
}

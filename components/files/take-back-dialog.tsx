'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { startTransition, useState } from 'react';
import { errorsOf, failureText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { toast } from '@/components/ui/toast';
import { RevertImport_Mutation } from './queries';

interface TakeBackDialogProps {
  /** The import in question; null while nothing is asked. */
  target: { id: string; fileName: string; rowsAdded: number } | null;
  onClose: () => void;
  onDone?: () => void;
}

/**
 * Asks before an import is taken back: edits made since are lost with its transactions, and nothing brings
 * them back.
 */
export function TakeBackDialog({ target, onClose, onDone }: TakeBackDialogProps) {
  const t = useTranslations('import');
  const tCommon = useTranslations('common');
  const tErrors = useTranslations('errors');
  const router = useRouter();
  const [pending, setPending] = useState(false);
  // The words stay while the dialog fades out.
  const [shown, setShown] = useState(target);
  if (target && target !== shown) setShown(target);
  const count = shown?.rowsAdded ?? 0;

  const takeBack = async () => {
    if (!target) return;
    setPending(true);
    try {
      const { revertImport } = await request(RevertImport_Mutation, { id: target.id });
      if (errorsOf(revertImport).length > 0) toast(t('takeBackTooLate'), { tone: 'wrong' });
      else toast(t('takenBack', { count }), { tone: 'success' });
      onClose();
      onDone?.();
      startTransition(() => router.refresh());
    } catch (failure) {
      toast(failureText(tErrors, failure), { tone: 'wrong' });
    } finally {
      setPending(false);
    }
  };

  return (
    <Dialog
      open={target !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t('takeBackTitle')}
      footer={
        <>
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button variant="danger" pending={pending} onClick={() => void takeBack()}>
            {t('takeBackSubmit', { count })}
          </Button>
        </>
      }
    >
      <p className="wrap-anywhere">{t('takeBackDetail', { count, name: shown?.fileName ?? '' })}</p>
    </Dialog>
  );
}

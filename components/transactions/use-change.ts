'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import {
  errorsOf,
  failureText,
  fieldOf,
  inputErrorText,
  type InputError,
  type Payload,
} from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { toast, undoToast } from '@/components/ui/toast';
import { announceChange } from './changes';
import { UndoChange_Mutation } from './queries';

export interface ChangePayload extends Payload {
  changeId?: string | null;
}
/** `confirmReconciled`: the person was asked about reconciled transactions and wants the change anyway. */
type Send = (confirmReconciled: boolean) => Promise<ChangePayload>;

/** Long enough to read the question and to reach the button. */
const CONFIRM_MS = 12_000;

interface ChangeOptions {
  /** Said beside "Undo" once it is done. */
  message: string;
  /**
   * Balances and lists elsewhere on the page show something else now. Not so for a new category of a row that
   * stays where it is.
   */
  affectsSums?: boolean;
  /** How to take it back, where the answer carries no changeId. */
  takeBack?: Send;
}

/**
 * Sends a change of transactions and offers to take it back for eight seconds. Returns the expected failures
 * for a form to show at its fields, none when it worked, and null when the answer never came, or reconciled
 * transactions stand in the way: both are then said in a toast, which offers to change the reconciled ones
 * anyway.
 */
export function useChange() {
  const te = useTranslations('errors');
  const t = useTranslations('transactions');
  const router = useRouter();

  const refresh = () => {
    announceChange();
    startTransition(() => router.refresh());
  };
  const fail = (message: string) => toast(message, { tone: 'wrong' });
  const undo = async (send: Send) => {
    try {
      const [error] = errorsOf(await send(true));
      if (error) return fail(inputErrorText(te, error));
      toast(t('undone'));
      refresh();
    } catch (failure) {
      fail(failureText(te, failure));
    }
  };

  const attempt = async (
    send: Send,
    options: ChangeOptions,
    confirmReconciled: boolean,
  ): Promise<readonly InputError[] | null> => {
    const { message, affectsSums = true, takeBack } = options;
    try {
      const payload = await send(confirmReconciled);
      const { changeId } = payload;
      const errors = errorsOf(payload);
      if (errors.some((error) => fieldOf(error) === 'confirmReconciled')) {
        toast(t('reconciledStays'), {
          action: { label: t('changeAnyway'), onClick: () => void attempt(send, options, true) },
          durationMs: CONFIRM_MS,
        });
        return null;
      }
      if (errors.length > 0) return errors;
      const back =
        takeBack ??
        (changeId
          ? async () => (await request(UndoChange_Mutation, { id: changeId })).undoChange
          : undefined);
      if (back) undoToast({ message, undo: () => undo(back) });
      else toast(message);
      if (affectsSums) refresh();
      return [];
    } catch (failure) {
      fail(failureText(te, failure));
      return null;
    }
  };
  return (send: Send, options: ChangeOptions) => attempt(send, options, false);
}

'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { failureText, inputErrorText, type InputError } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { toast, undoToast } from '@/components/ui/toast';
import { announceChange } from './changes';
import { UndoChange_Mutation } from './queries';

export interface ChangeAnswer {
  changeId?: string | null;
  errors: readonly InputError[];
}
type Send = () => Promise<ChangeAnswer>;

interface ChangeOptions {
  /** Said beside "Undo" once it is done. */
  message: string;
  /** Balances and lists elsewhere on the page show something else now. Not so for a new category of a row that stays where it is. */
  affectsSums?: boolean;
  /** How to take it back, where the answer carries no changeId. */
  takeBack?: Send;
}

/**
 * Sends a change of transactions and offers to take it back for eight seconds. Returns the expected failures for a form to show at its
 * fields, none when it worked, and null when the answer never came, which has then been said in a toast.
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
      const { errors } = await send();
      if (errors[0]) return fail(inputErrorText(te, errors[0]));
      toast(t('undone'));
      refresh();
    } catch (failure) {
      fail(failureText(te, failure));
    }
  };

  return async (
    send: Send,
    { message, affectsSums = true, takeBack }: ChangeOptions,
  ): Promise<readonly InputError[] | null> => {
    try {
      const { changeId, errors } = await send();
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
}

'use client';

import { useTranslations } from 'next-intl';
import { inputErrorText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { toast } from '@/components/ui/toast';
import type { TransactionFilter, UpdateTransactionInput } from '@/graphql/__generated__/client/graphql';
import type { Choices } from './queries';
import {
  LinkTransfer_Mutation,
  RemoveTransactions_Mutation,
  UpdateTransaction_Mutation,
  type ListRow,
} from './queries';
import { useChange, type ChangePayload } from './use-change';
import type { useTransactionPages } from './use-transaction-pages';

type Pages = Pick<ReturnType<typeof useTransactionPages>, 'show' | 'reload'>;

/**
 * Changes made in the list itself: shown at once, taken back when the server refuses, with one undo for each.
 */
export function useListChanges({ show, reload }: Pages, filter: TransactionFilter) {
  const t = useTranslations('transactions');
  const te = useTranslations('errors');
  const change = useChange();

  const settle = async (
    showBefore: () => void,
    send: (confirmReconciled: boolean) => Promise<ChangePayload>,
    message: string,
    affectsSums: boolean,
  ) => {
    const errors = await change(send, { message, affectsSums });
    if (errors?.length === 0) return;
    showBefore();
    if (!errors?.[0]) return;
    toast(inputErrorText(te, errors[0]), { tone: 'wrong' });
    await reload();
  };
  const update = (
    showBefore: () => void,
    row: ListRow,
    input: UpdateTransactionInput,
    affectsSums: boolean,
  ) =>
    settle(
      showBefore,
      async () => (await request(UpdateTransaction_Mutation, { id: row.id, input })).updateTransaction,
      t('changed', { count: 1 }),
      affectsSums,
    );

  return {
    setCategory: async (row: ListRow, categoryId: string | null, choices: Choices) => {
      if (categoryId === (row.category?.id ?? null)) return;
      const category = choices.categories.find(({ id }) => id === categoryId) ?? null;
      const showBefore = show((shown) =>
        shown.id === row.id
          ? { ...shown, category: category && { ...category, parent: category.parent ?? null } }
          : shown,
      );
      // A row that no longer matches leaves the list when it is read again.
      await update(showBefore, row, { categoryId }, Boolean(filter.categoryIds ?? filter.uncategorized));
    },
    setPayee: async (row: ListRow, payee: string) => {
      const showBefore = show((shown) => (shown.id === row.id ? { ...shown, payee: payee || null } : shown));
      await update(showBefore, row, { payee: payee || null }, filter.text !== undefined);
    },
    /** `otherSides` of transfers among them go too. */
    remove: async (ids: readonly string[], otherSides: readonly string[]) => {
      const gone = new Set([...ids, ...otherSides]);
      const showBefore = show((shown) => (gone.has(shown.id) ? null : shown));
      const message = t(otherSides.length > 0 ? 'deletedBothSides' : 'deleted', { count: gone.size });
      await settle(
        showBefore,
        async (confirmReconciled) =>
          (await request(RemoveTransactions_Mutation, { ids: [...ids], confirmReconciled }))
            .removeTransactions,
        message,
        true,
      );
    },
    /** Resolves to whether the two are one transfer now. */
    link: async (ids: readonly string[]): Promise<boolean> => {
      const errors = await change(
        async () => (await request(LinkTransfer_Mutation, { ids: [...ids] })).linkTransfer,
        { message: t('linked') },
      );
      // Only rows that may be a transfer are offered: what the server still refuses is two different amounts
      // of one currency.
      if (errors?.[0])
        toast(errors[0].code === 'NOT_ALLOWED' ? t('linkRefused') : inputErrorText(te, errors[0]), {
          tone: 'wrong',
        });
      return errors?.length === 0;
    },
  };
}

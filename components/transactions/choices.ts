import { useEffect } from 'react';
import useSWR, { mutate } from 'swr';
import { request } from '@/components/api/request';
import { categoryColor } from '@/components/ui/category-color';
import type { ListboxOption } from '@/components/ui/use-listbox';
import { getFragmentData } from '@/graphql/__generated__/client';
import type { CategoryKind } from '@/graphql/__generated__/client/graphql';
import { TransactionChoices_Query, TransactionChoices_query, type Choices } from './queries';

const choicesKey = 'transaction-choices';
const load = async (): Promise<Choices> =>
  getFragmentData(TransactionChoices_query, await request(TransactionChoices_Query, {}));

/**
 * Fetches accounts and categories again, for every form and list that is open or opens next: to be called
 * after either has changed.
 */
export async function refreshChoices(): Promise<void> {
  // What fails here is asked for again, and said, by the form that needs it.
  await mutate(choicesKey, load(), { revalidate: false }).catch(() => undefined);
}

/**
 * Accounts, categories and today's date: shared by every form and list that is open. `known` is what the
 * server sent with the page, newer than anything fetched before.
 */
export function useChoices(known?: Choices) {
  useEffect(() => {
    if (known) void mutate(choicesKey, known, { revalidate: false });
  }, [known]);
  return useSWR<Choices, unknown>(choicesKey, load, {
    fallbackData: known,
    revalidateOnFocus: false,
    revalidateOnMount: known === undefined,
  });
}

/** Categories to choose from, those of the kind first. `keep` is listed even when it is archived. */
export function categoryOptions({ categories }: Choices, kind: CategoryKind, keep?: string): ListboxOption[] {
  const offered = categories.filter((category) => !category.archived || category.id === keep);
  const sorted = [
    ...offered.filter((category) => category.kind === kind),
    ...offered.filter((category) => category.kind !== kind),
  ];
  return sorted.map(({ id, name, color, parent }) => ({
    value: id,
    label: name,
    hint: parent?.name,
    color: categoryColor(color),
  }));
}

/** Accounts that can be booked into. */
export function openAccounts({ accounts }: Choices) {
  return accounts.filter((account) => !account.closedOn);
}

import useSWR, { preload } from 'swr';
import { request } from '@/components/api/request';
import { categoryColor } from '@/components/ui/category-color';
import type { ListboxOption } from '@/components/ui/use-listbox';
import type { CategoryKind, TransactionChoices_QueryQuery } from '@/graphql/__generated__/client/graphql';
import { TransactionChoices_Query } from './queries';

export type Choices = TransactionChoices_QueryQuery;

const key = 'transaction-choices';
const load = () => request(TransactionChoices_Query, {});

/** Starts fetching accounts and categories, so that they are there when a form opens. */
export function preloadChoices(): void {
  void preload(key, load);
}

/** Accounts, categories and today's date: shared by every form and list that is open. */
export function useChoices(fallbackData?: Choices) {
  return useSWR(key, load, { fallbackData, revalidateOnFocus: false });
}

/** Categories to choose from, those of the kind first. `keep` is listed even when it is archived. */
export function categoryOptions({ categories }: Choices, kind: CategoryKind, keep?: string): ListboxOption[] {
  const offered = categories.filter((category) => !category.archived || category.id === keep);
  const sorted = [...offered.filter((category) => category.kind === kind), ...offered.filter((category) => category.kind !== kind)];
  return sorted.map(({ id, name, color, parent }) => ({ value: id, label: name, hint: parent?.name, color: categoryColor(color) }));
}

/** Accounts that can be booked into. */
export function openAccounts({ accounts }: Choices) {
  return accounts.filter((account) => !account.closedOn);
}

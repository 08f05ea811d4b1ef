import { useDeferredValue } from 'react';
import useSWR from 'swr';
import { request } from '@/components/api/request';
import { Payees_Query } from './queries';

/**
 * Payees of before whose words begin like the text, the most recently used first. Nothing is asked while
 * `enabled` is false.
 */
export function usePayees(text: string, enabled = true) {
  const asked = useDeferredValue(text.trim());
  const { data } = useSWR(enabled ? ['payees', asked] : null, () => request(Payees_Query, { text: asked }), {
    keepPreviousData: true,
    revalidateOnFocus: false,
  });
  return data?.payees ?? [];
}
export type PayeeSuggestion = ReturnType<typeof usePayees>[number];

/** As a list under the field shows them. */
export function payeeOptions(payees: readonly PayeeSuggestion[]) {
  return payees.map(({ payee, category }) => ({ value: payee, label: payee, hint: category?.name }));
}

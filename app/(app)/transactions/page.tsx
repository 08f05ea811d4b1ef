import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readFilters, toApiFilter } from '@/components/transactions/filter';
import {
  FIRST_PAGE,
  toPage,
  TransactionChoices_query,
  TransactionsPage_Query,
} from '@/components/transactions/queries';
import { TransactionsView } from '@/components/transactions/transactions-view';
import { getFragmentData } from '@/graphql/__generated__/client';
import { execute } from '@/graphql/execute';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('transactions'))('title') };
}

export default async function TransactionsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const filters = readFilters(toParams(await searchParams));
  const question = { filter: toApiFilter(filters), orderBy: filters.order, withBalance: false };
  const data = await execute(TransactionsPage_Query, { ...question, first: FIRST_PAGE, isFirst: true });
  const initial = { question, page: toPage(data.transactions) };
  return (
    <ClientMessages namespaces={['transactions']}>
      <TransactionsView initial={initial} choices={getFragmentData(TransactionChoices_query, data)} />
    </ClientMessages>
  );
}

function toParams(record: Record<string, string | string[] | undefined>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(record).flatMap(([name, value]) => [value ?? []].flat().map((text) => [name, text])),
  );
}

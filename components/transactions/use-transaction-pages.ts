import { useState } from 'react';
import useSWRInfinite from 'swr/infinite';
import { request } from '@/components/api/request';
import type { TransactionFilter, TransactionOrder } from '@/graphql/__generated__/client/graphql';
import { useOnTransactionsChanged } from './changes';
import {
  FIRST_PAGE,
  NEXT_PAGES,
  toPage,
  TransactionList_Query,
  type ListRow,
  type TransactionPage,
} from './queries';

export interface ListQuestion {
  filter: TransactionFilter;
  orderBy: TransactionOrder;
  withBalance: boolean;
}
/** The first page as the server has already fetched it, and the question it answers. */
export interface InitialPage {
  question: ListQuestion;
  page: TransactionPage;
}

type Key = readonly [question: string, after: string | null, visit: number];
let visits = 0;

async function fetchPage([question, after]: Key): Promise<TransactionPage> {
  const variables = JSON.parse(question) as ListQuestion;
  const { transactions } = await request(TransactionList_Query, {
    ...variables,
    first: after ? NEXT_PAGES : FIRST_PAGE,
    after,
    isFirst: !after,
  });
  return toPage(transactions);
}

/**
 * The pages of a list fetched so far, more on demand, and changes shown before the server has confirmed them.
 */
export function useTransactionPages(question: ListQuestion, initial: InitialPage | undefined) {
  // A list of its own for each visit: what was fetched an hour ago on another page is not shown again.
  const [visit] = useState(() => (visits += 1));
  const asked = JSON.stringify(question);
  const isAnswered = initial !== undefined && JSON.stringify(initial.question) === asked;
  const { data, error, isLoading, isValidating, size, setSize, mutate } = useSWRInfinite<
    TransactionPage,
    unknown,
    (index: number, before: TransactionPage | null) => Key | null
  >(
    (_index, before) => (before && !before.hasNextPage ? null : [asked, before?.endCursor ?? null, visit]),
    fetchPage,
    {
      fallbackData: isAnswered ? [initial.page] : undefined,
      revalidateOnMount: !isAnswered,
      revalidateFirstPage: false,
      revalidateOnFocus: false,
      revalidateIfStale: false,
      keepPreviousData: true,
    },
  );
  useOnTransactionsChanged(() => void mutate());

  const last = data?.[data.length - 1];
  const isLoadingMore = isValidating && size > (data?.length ?? 0);
  return {
    pages: data,
    failure: error,
    isLoading,
    hasMore: last?.hasNextPage ?? false,
    loadMore: () => {
      if (!isLoadingMore && data && data.length === size && last?.hasNextPage) void setSize(size + 1);
    },
    reload: () => mutate(),
    /**
     * Shows rows as they will be; `change` returns null for a row that will be gone. Returns what shows them
     * as they were.
     */
    show: (change: (row: ListRow) => ListRow | null) => {
      void mutate(
        data?.map((page) => changePage(page, change)),
        { revalidate: false },
      );
      return () => void mutate(data, { revalidate: false });
    },
  };
}

function changePage(page: TransactionPage, change: (row: ListRow) => ListRow | null): TransactionPage {
  const changed = page.rows.map(change);
  if (changed.every((row, index) => row === page.rows[index])) return page;
  return { ...page, rows: changed.filter((row) => row !== null) };
}

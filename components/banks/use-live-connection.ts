import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import useSWR from 'swr';
import { request } from '@/components/api/request';
import { getFragmentData } from '@/graphql/__generated__/client';
import { isUnderWay } from './connection-state';
import { Connection_bankConnection, Connection_Query, type Connection } from './queries';

const POLL_MS = 1000;

async function load([, id]: readonly [string, string, string]): Promise<Connection | null> {
  return (
    getFragmentData(Connection_bankConnection, (await request(Connection_Query, { id })).bankConnection) ??
    null
  );
}

/**
 * The connection as the page brought it, and as it moves on while a run is under way. When the run is over
 * the page is fetched again.
 */
export function useLiveConnection(fromPage: Connection): Connection {
  const router = useRouter();
  const sync = fromPage.lastSync;
  const { data } = useSWR(isUnderWay(sync) ? (['bank-sync', fromPage.id, sync.id] as const) : null, load, {
    refreshInterval: (latest) => (latest === undefined || isUnderWay(latest?.lastSync) ? POLL_MS : 0),
    // A failed look, such as one without network, is not the end: the worker goes on, and so does looking.
    errorRetryInterval: POLL_MS,
    onSuccess: (latest) => {
      if (!isUnderWay(latest?.lastSync)) startTransition(() => router.refresh());
    },
  });
  return data ?? fromPage;
}

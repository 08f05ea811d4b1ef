'use client';

import { getFragmentData, type FragmentType } from '@/graphql/__generated__/client';
import { BankList } from './bank-list';
import { ConnectionCard } from './connection-card';
import { Connection_bankConnection, type Bank } from './queries';

interface ConnectionsViewProps {
  connections: readonly FragmentType<typeof Connection_bankConnection>[];
  banks: readonly Bank[];
  timeZone: string;
  now: string;
}

/** The household's connections, then the banks to choose from. */
export function ConnectionsView({ connections, banks, timeZone, now }: ConnectionsViewProps) {
  return (
    <div className="grid gap-6">
      {getFragmentData(Connection_bankConnection, connections).map((connection) => (
        <ConnectionCard
          key={connection.id}
          connection={connection}
          bank={banks.find(({ provider }) => provider === connection.provider)}
          timeZone={timeZone}
          now={now}
        />
      ))}
      <BankList banks={banks} isFirst={connections.length === 0} />
    </div>
  );
}

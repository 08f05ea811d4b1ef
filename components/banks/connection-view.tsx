'use client';

import { useRef, useState } from 'react';
import { getFragmentData, type FragmentType } from '@/graphql/__generated__/client';
import { ChooseAccountsForm } from './choose-accounts-form';
import { ConnectionCard } from './connection-card';
import { consentNotice } from './connection-state';
import { Connection_bankConnection, type Bank, type HouseholdAccount } from './queries';

interface ConnectionViewProps {
  connection: FragmentType<typeof Connection_bankConnection>;
  banks: readonly Bank[];
  accounts: readonly HouseholdAccount[];
  today: string;
  timeZone: string;
  now: string;
}

/** One connection and the choice of its accounts, which is open as long as none is followed. */
export function ConnectionView({
  connection: masked,
  banks,
  accounts,
  today,
  timeZone,
  now,
}: ConnectionViewProps) {
  const connection = getFragmentData(Connection_bankConnection, masked);
  const [choosing, setChoosing] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const isFollowed = connection.accounts.some(({ account }) => account);
  const asks = choosing || !isFollowed;
  // Of a connection that was just made there is nothing to tell yet.
  const isNew = !isFollowed && connection.accounts.length > 0 && consentNotice(connection, now) === null;

  const choose = (open: boolean) => {
    // The button that was pressed goes away; keyboard and screen reader go on where the connection stands.
    place.current?.focus({ preventScroll: true });
    setChoosing(open);
  };
  return (
    <div ref={place} tabIndex={-1} className="grid gap-6 outline-none">
      {!isNew && (
        <ConnectionCard
          connection={connection}
          bank={banks.find(({ provider }) => provider === connection.provider)}
          timeZone={timeZone}
          now={now}
          own={{ onChoose: asks ? undefined : () => choose(true) }}
        />
      )}
      {asks && (
        <ChooseAccountsForm
          connection={connection}
          accounts={accounts}
          today={today}
          onCancel={isFollowed ? () => choose(false) : undefined}
          onSaved={() => choose(false)}
        />
      )}
    </div>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { ConnectionActions } from './connection-actions';
import { ConnectionFacts } from './connection-facts';
import { ConnectionNotice } from './connection-notice';
import { consentNotice, shownState, stateTones } from './connection-state';
import { FollowedAccounts } from './followed-accounts';
import { SyncBankConnection_Mutation, type Bank, type Connection } from './queries';
import { SyncProgress } from './sync-progress';
import { useAction } from './use-action';
import { useConnect } from './use-connect';
import { useLiveConnection } from './use-live-connection';

export interface ConnectionCardProps {
  connection: Connection;
  /** How the bank is connected; undefined where the server does not offer it any more. */
  bank: Bank | undefined;
  timeZone: string;
  /** When the page was made. */
  now: string;
  /** On the connection's own page the accounts are chosen in place: undefined while they are being chosen. */
  own?: { onChoose: (() => void) | undefined };
}

/** One connection: how it stands, what it feeds, and the one thing to do about it. */
export function ConnectionCard({ connection: fromPage, bank, timeZone, now, own }: ConnectionCardProps) {
  const t = useTranslations('connections');
  const connection = useLiveConnection(fromPage);
  const sync = useAction();
  const renewal = useConnect(bank, connection.id);
  const { id, provider, accounts } = connection;
  const name = t(`banks.${provider}.name`);
  const state = shownState(connection);
  const notice = consentNotice(connection, now);

  const chooseVariant = state === 'EMPTY' ? 'primary' : 'secondary';
  return (
    <Card
      title={
        own ? (
          t('status')
        ) : (
          <Link href={`/connections/${id}`} className="rounded-sm hover:underline">
            {name}
          </Link>
        )
      }
      aside={<Badge tone={stateTones[state]}>{t(`states.${state}`)}</Badge>}
    >
      <div className="grid gap-5">
        {state !== 'SYNCING' && <ConnectionNotice notice={notice} problemCode={connection.problemCode} />}
        {state === 'SYNCING' ? (
          <SyncProgress connection={connection} />
        ) : (
          <ConnectionFacts connection={connection} timeZone={timeZone} now={now} />
        )}
        <FollowedAccounts accounts={accounts} />
        <div className="flex flex-wrap items-center gap-2">
          {notice && renewal && (
            <Button variant="primary" pending={renewal.pending} onClick={renewal.start}>
              {t('renew')}
            </Button>
          )}
          {state !== 'EMPTY' && connection.state !== 'ENDED' && (
            <Button
              variant={notice ? 'secondary' : 'primary'}
              pending={sync.pending}
              disabled={state === 'SYNCING'}
              onClick={() =>
                void sync.run(async () =>
                  errorsOf((await request(SyncBankConnection_Mutation, { id })).syncBankConnection),
                )
              }
            >
              {t('sync')}
            </Button>
          )}
          {!own && (
            <LinkButton href={`/connections/${id}`} variant={chooseVariant}>
              {t('chooseAccounts')}
            </LinkButton>
          )}
          {own?.onChoose && (
            <Button variant={chooseVariant} onClick={own.onChoose}>
              {t('chooseAccounts')}
            </Button>
          )}
          <ConnectionActions
            connection={connection}
            bank={name}
            renew={notice ? undefined : renewal?.start}
          />
          {renewal?.dialog}
        </div>
      </div>
    </Card>
  );
}

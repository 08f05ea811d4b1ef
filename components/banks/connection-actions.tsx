'use client';

import { KeyRound, MoreHorizontal, Pause, Play, Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, type MenuItem } from '@/components/ui/menu';
import { PauseBankConnection_Mutation, type Connection } from './queries';
import { useAction } from './use-action';

const DisconnectDialog = dynamic(() => import('./disconnect-dialog'), { ssr: false });

interface ConnectionActionsProps {
  connection: Connection;
  /** What the bank is called. */
  bank: string;
  /** Left out where the renewal has a button of its own. */
  renew: (() => void) | undefined;
}

/** What is rarely done to a connection. */
export function ConnectionActions({ connection: { id, state }, bank, renew }: ConnectionActionsProps) {
  const t = useTranslations('connections');
  const { run } = useAction();
  // Null until first opened, so that the dialog's code waits.
  const [disconnecting, setDisconnecting] = useState<boolean | null>(null);
  const isPaused = state === 'PAUSED';
  const pause = () =>
    run(
      async () =>
        errorsOf(
          (await request(PauseBankConnection_Mutation, { id, paused: !isPaused })).pauseBankConnection,
        ),
      t(isPaused ? 'resumed' : 'paused'),
    );

  const items: MenuItem[] = [
    ...(state === 'ENDED'
      ? []
      : [
          {
            label: t(isPaused ? 'resume' : 'pause'),
            icon: isPaused ? <Play /> : <Pause />,
            onSelect: () => void pause(),
          },
        ]),
    ...(renew ? [{ label: t('renew'), icon: <KeyRound />, onSelect: renew }] : []),
    { label: t('disconnect'), icon: <Unplug />, danger: true, onSelect: () => setDisconnecting(true) },
  ];
  return (
    <>
      <Menu
        align="end"
        items={items}
        trigger={
          <IconButton label={t('actions', { bank })}>
            <MoreHorizontal aria-hidden />
          </IconButton>
        }
      />
      {disconnecting !== null && (
        <DisconnectDialog
          open={disconnecting}
          onOpenChange={setDisconnecting}
          connectionId={id}
          bank={bank}
        />
      )}
    </>
  );
}

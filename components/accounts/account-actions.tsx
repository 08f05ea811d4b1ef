'use client';

import { Archive, ArchiveRestore, Ellipsis, FileUp, Pencil, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { errorsOf, failureText, inputErrorText, type InputError } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { refreshChoices } from '@/components/transactions/choices';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, type MenuItem } from '@/components/ui/menu';
import { toast, undoToast } from '@/components/ui/toast';
import type { EditedAccount } from './account-form';
import { AddAccount_Mutation, RemoveAccount_Mutation, ReopenAccount_Mutation } from './queries';

const AccountDialog = dynamic(() => import('./account-dialog'), { ssr: false });
const CloseAccountDialog = dynamic(() => import('./close-account-dialog'), { ssr: false });

interface AccountActionsProps {
  account: EditedAccount;
  closedOn: string | null;
  baseCurrency: string;
  today: string;
  isUnused: boolean;
}

/** Everything that can be done to an account but booking into it. */
export function AccountActions({ account, closedOn, baseCurrency, today, isUnused }: AccountActionsProps) {
  const t = useTranslations('accounts');
  const te = useTranslations('errors');
  const router = useRouter();
  // Null until first opened, so that the dialogs' code waits.
  const [editing, setEditing] = useState<boolean | null>(null);
  const [closing, setClosing] = useState<boolean | null>(null);

  /** Runs a change that has no form; says so when it was refused. Returns whether it worked. */
  async function change(work: () => Promise<readonly InputError[]>, refused?: string): Promise<boolean> {
    try {
      const [error] = await work();
      if (error) toast(refused ?? inputErrorText(te, error), { tone: 'wrong' });
      else void refreshChoices();
      return !error;
    } catch (failure) {
      toast(failureText(te, failure), { tone: 'wrong' });
      return false;
    }
  }

  const { id, name } = account;
  const reopen = async () => {
    if (
      !(await change(
        async () => errorsOf((await request(ReopenAccount_Mutation, { id })).reopenAccount),
        t('nameTaken'),
      ))
    )
      return;
    toast(t('reopened', { name }));
    router.refresh();
  };
  const remove = async () => {
    if (
      !(await change(
        async () => errorsOf((await request(RemoveAccount_Mutation, { id })).removeAccount),
        t('removeRefused'),
      ))
    )
      return;
    const { id: _removed, ...input } = account;
    router.push('/accounts');
    router.refresh();
    undoToast({
      message: t('removed', { name }),
      undo: async () => {
        if (await change(async () => errorsOf((await request(AddAccount_Mutation, { input })).addAccount)))
          router.refresh();
      },
    });
  };

  const items: MenuItem[] = [
    { label: t('edit'), icon: <Pencil />, onSelect: () => setEditing(true) },
    ...(closedOn
      ? [{ label: t('reopen'), icon: <ArchiveRestore />, onSelect: () => void reopen() }]
      : [
          { kind: 'link' as const, label: t('importFile'), icon: <FileUp />, href: `/import?account=${id}` },
          { label: t('close'), icon: <Archive />, onSelect: () => setClosing(true) },
        ]),
    ...(isUnused
      ? [{ label: t('remove'), icon: <Trash2 />, danger: true, onSelect: () => void remove() }]
      : []),
  ];
  return (
    <>
      <Menu
        align="end"
        items={items}
        trigger={
          <IconButton label={t('actions')}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      />
      {editing !== null && (
        <AccountDialog
          key={JSON.stringify(account)}
          open={editing}
          onOpenChange={setEditing}
          account={account}
          baseCurrency={baseCurrency}
        />
      )}
      {closing !== null && (
        <CloseAccountDialog open={closing} onOpenChange={setClosing} accountId={id} today={today} />
      )}
    </>
  );
}

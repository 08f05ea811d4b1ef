'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, useTransition, type SubmitEvent } from 'react';
import { errorsOf, failureText, fieldOf, type InputError } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { refreshChoices } from '@/components/transactions/choices';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import type { BankAccountChoice } from '@/graphql/__generated__/client/graphql';
import { addDays } from '@/lib/core/dates/local-date';
import { changedChoices, fittingAccounts, NEW, NONE, proposedChoice, type Choice } from './account-choice';
import { ChooseAccountRow, type RowErrors } from './choose-account-row';
import { ChooseBankAccounts_Mutation, type Connection, type HouseholdAccount } from './queries';

/** What banks give without asking the person again. */
const USUAL_DAYS = 90;

interface ChooseAccountsFormProps {
  connection: Connection;
  accounts: readonly HouseholdAccount[];
  today: string;
  /** Left out while nothing is followed yet: then there is nothing to go back to. */
  onCancel: (() => void) | undefined;
  onSaved: () => void;
}

/** Says for each account that the bank offers where it goes and from which day on. */
export function ChooseAccountsForm({
  connection,
  accounts,
  today,
  onCancel,
  onSaved,
}: ChooseAccountsFormProps) {
  const t = useTranslations('connections');
  const tErrors = useTranslations('errors');
  const router = useRouter();
  const [refreshing, refresh] = useTransition();
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [errors, setErrors] = useState<ReadonlyMap<string, RowErrors>>(new Map());
  const fitting = (offered: Connection['accounts'][number]) =>
    fittingAccounts(offered, accounts, connection.id);
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(() => {
    const isFirst = !connection.accounts.some(({ account }) => account);
    const firstDay = addDays(today, -USUAL_DAYS);
    return new Map(
      connection.accounts.map((offered) => [
        offered.id,
        proposedChoice(offered, fitting(offered), { isFirst, firstDay }),
      ]),
    );
  });

  /** What can be told without the bank and the server, by the account's id. */
  const check = (): Map<string, RowErrors> => {
    const found = new Map<string, RowErrors>();
    const taken = new Set<string>();
    for (const [id, { target, firstDay }] of choices) {
      if (target === NONE) continue;
      if (target !== NEW && taken.has(target)) found.set(id, { target: t('chosenTwice') });
      else if (!firstDay || firstDay > today) found.set(id, { firstDay: t('dayInvalid') });
      taken.add(target);
    }
    return found;
  };
  const refused = (failures: readonly InputError[], sent: readonly BankAccountChoice[]) => {
    const found = new Map<string, RowErrors>();
    for (const failure of failures) {
      const id = sent[Number(failure.path[failure.path.length - 2])]?.bankAccountId.toString();
      if (id)
        found.set(
          id,
          fieldOf(failure) === 'fetchFrom'
            ? { firstDay: t('dayInvalid') }
            : { target: t(failure.code === 'CONFLICT' ? 'accountTaken' : 'accountGone') },
        );
    }
    return found;
  };

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = check();
    setErrors(found);
    const isEmpty =
      [...choices.values()].every(({ target }) => target === NONE) &&
      !connection.accounts.some(({ account }) => account);
    setProblem(isEmpty ? t('nothingChosen') : undefined);
    if (sending || found.size > 0 || isEmpty) return;
    const changed = changedChoices(connection.accounts, choices);
    if (changed.length === 0) return onSaved();
    setSending(true);
    try {
      const failures = errorsOf(
        (await request(ChooseBankAccounts_Mutation, { connectionId: connection.id, accounts: changed }))
          .chooseBankAccounts,
      );
      if (failures.length > 0) return setErrors(refused(failures, changed));
      void refreshChoices();
      onSaved();
      refresh(() => router.refresh());
    } catch (failure) {
      setProblem(failureText(tErrors, failure));
    } finally {
      setSending(false);
    }
  };

  return (
    <Card title={t('formTitle')}>
      <p className="mb-2 text-muted">{t(connection.accounts.length === 0 ? 'noOffered' : 'formDetail')}</p>
      <form noValidate onSubmit={(event) => void submit(event)}>
        {connection.accounts.map((offered) => (
          <ChooseAccountRow
            key={offered.id}
            offered={offered}
            fitting={fitting(offered)}
            choice={choices.get(offered.id) ?? { target: NONE, firstDay: '' }}
            errors={errors.get(offered.id)}
            today={today}
            onChange={(choice) => setChoices(new Map(choices).set(offered.id, choice))}
          />
        ))}
        <p className="mt-2 text-12 text-muted">
          {t.rich('firstDayHint', {
            link: (text) => (
              <Link href="/import" className="rounded-sm text-accent underline underline-offset-2">
                {text}
              </Link>
            ),
          })}{' '}
          {onCancel && t('keepHint')}
        </p>
        {problem && (
          <p role="alert" className="mt-4 text-wrong">
            {problem}
          </p>
        )}
        {connection.accounts.length > 0 && (
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            {onCancel && <Button onClick={onCancel}>{t('cancel')}</Button>}
            <Button type="submit" variant="primary" pending={sending || refreshing}>
              {t([...choices.values()].some(({ target }) => target !== NONE) ? 'save' : 'saveOnly')}
            </Button>
          </div>
        )}
      </form>
    </Card>
  );
}

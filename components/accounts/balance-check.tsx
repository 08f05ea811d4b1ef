'use client';

import { useLocale, useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { signOf } from '@/components/overview/exact';
import { Amount } from '@/components/money/amount';
import { inputErrorText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { useChange } from '@/components/transactions/use-change';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { formatDate } from '@/components/ui/format-date';
import { toast } from '@/components/ui/toast';
import { ProofCandidates } from './proof-candidates';
import { ProofLight } from './proof-light';
import { TakeMissingBankRows_Mutation, type BalanceProof, type ProvenAccount } from './queries';

const CorrectionDialog = dynamic(() => import('./correction-dialog'), { ssr: false });

interface BalanceCheckProps {
  account: Pick<ProvenAccount, 'id' | 'currency' | 'bankConnection'>;
  proof: BalanceProof;
}

/**
 * Whether the account agrees with its bank; where it does not, since when, why that may be, and the two ways
 * to mend it.
 */
export function BalanceCheck({ account, proof }: BalanceCheckProps) {
  const t = useTranslations('accounts.proof');
  const locale = useLocale();
  const difference = proof.difference.amount;
  const sign = signOf(difference);
  const source = t(account.bankConnection ? 'fromConnection' : 'fromStatement');
  const on = formatDate(proof.date, locale);
  if (sign === 0) {
    return (
      <Card title={t('title')}>
        <p className="flex items-start gap-x-2 [&>svg]:mt-0.5">
          <ProofLight difference={difference} />
          <span>
            {t('agrees', { date: on })}, <span className="text-muted">{source}</span>
          </span>
        </p>
      </Card>
    );
  }
  return (
    <Card title={t('title')} aside={<ProofLight difference={difference} />}>
      <p className="text-16 font-medium">
        {t.rich(sign > 0 ? 'more' : 'less', {
          amount: () => <Amount amount={difference.replace('-', '')} currency={account.currency} />,
          date: formatDate(proof.firstDay ?? proof.date, locale),
        })}
      </p>
      <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-muted">
        <div className="flex gap-2">
          <dt>{t('saldoSays')}</dt>
          <dd>
            <Amount amount={proof.balance.amount} currency={account.currency} />
          </dd>
        </div>
        <div className="flex flex-wrap gap-x-2">
          <dt>{t('bankSays', { date: on })}</dt>
          <dd>
            <Amount amount={proof.bankBalance.amount} currency={account.currency} />
          </dd>
          <dd>{source}</dd>
        </div>
      </dl>
      {proof.candidates.length > 0 ? (
        <ProofCandidates accountId={account.id} currency={account.currency} candidates={proof.candidates} />
      ) : (
        <p className="mt-4 text-muted">
          {t('noCandidates', { date: formatDate(proof.firstDay ?? proof.date, locale) })}
        </p>
      )}
      <Mend account={account} proof={proof} />
    </Card>
  );
}

function Mend({ account, proof }: BalanceCheckProps) {
  const t = useTranslations('accounts.proof');
  const te = useTranslations('errors');
  const change = useChange();
  const [isTaking, setIsTaking] = useState(false);
  // Null until first opened, so that the dialog's code waits.
  const [booking, setBooking] = useState<boolean | null>(null);
  const take = async () => {
    if (isTaking) return;
    setIsTaking(true);
    const errors = await change(
      async () =>
        (await request(TakeMissingBankRows_Mutation, { accountId: account.id })).takeMissingBankRows,
      { message: t('tookMissing') },
    );
    setIsTaking(false);
    if (errors?.[0]) toast(inputErrorText(te, errors[0]), { tone: 'wrong' });
  };
  return (
    <div className="mt-4 flex flex-wrap gap-2">
      {proof.candidates.some(({ kind }) => kind === 'MISSING') && (
        <Button variant="primary" pending={isTaking} onClick={() => void take()}>
          {t('takeMissing')}
        </Button>
      )}
      <Button onClick={() => setBooking(true)}>{t('book')}</Button>
      {booking !== null && (
        <CorrectionDialog open={booking} onOpenChange={setBooking} account={account} proof={proof} />
      )}
    </div>
  );
}

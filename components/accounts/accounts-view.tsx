import { WalletCards } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { Amount } from '@/components/money/amount';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { formatDate } from '@/components/ui/format-date';
import { PageHeader } from '@/components/ui/page-header';
import type { AccountsPage_QueryQuery } from '@/graphql/__generated__/client/graphql';
import { AddAccountButton } from './add-account-button';
import { ProofLight } from './proof-light';
import { Upcoming } from './upcoming';
import { groupByType, totalsByCurrency, type Total } from './group-accounts';

type Account = AccountsPage_QueryQuery['accounts'][number];

/** All accounts by type, with what is in them; closed ones folded away at the end. */
export async function AccountsView({
  accounts,
  baseCurrency,
}: {
  accounts: readonly Account[];
  baseCurrency: string;
}) {
  const t = await getTranslations('accounts');
  const open = accounts.filter(({ closedOn }) => !closedOn);
  const closed = accounts.filter(({ closedOn }) => closedOn);
  const add = <AddAccountButton baseCurrency={baseCurrency} />;
  if (accounts.length === 0) {
    return (
      <>
        <PageHeader title={t('title')} />
        <Card flush>
          <EmptyState icon={<WalletCards />} title={t('empty')} action={add} />
        </Card>
      </>
    );
  }
  return (
    <>
      <PageHeader title={t('title')} action={add} />
      <div className="grid gap-6">
        {open.length > 0 && (
          <section className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2 px-4 sm:px-6">
            <h2 className="text-muted">{t('totals')}</h2>
            <Totals totals={totalsByCurrency(open)} large />
          </section>
        )}
        {groupByType(open).map(({ type, accounts: group, totals }) => (
          <Card
            key={type}
            title={t(`types.${type}`)}
            aside={group.length > 1 && <Totals totals={totals} />}
            flush
            className="pb-2"
          >
            <Rows accounts={group} />
          </Card>
        ))}
        {closed.length > 0 && (
          <details className="group rounded-lg border border-line bg-card">
            <summary className="flex h-12 items-center justify-between rounded-lg px-4 font-medium sm:px-6">
              {t('closed')}
              <span className="text-muted">{t('count', { count: closed.length })}</span>
            </summary>
            <div className="border-t border-line py-2">
              <Rows accounts={closed} />
            </div>
          </details>
        )}
      </div>
    </>
  );
}

function Totals({ totals, large = false }: { totals: readonly Total[]; large?: boolean }) {
  return (
    <p className="flex flex-wrap justify-end gap-x-5 gap-y-1">
      {totals.map(({ currency, amount }) => (
        <Amount
          key={currency}
          amount={amount}
          currency={currency}
          size={large ? 'large' : 'body'}
          muted={!large}
        />
      ))}
    </p>
  );
}

async function Rows({ accounts }: { accounts: readonly Account[] }) {
  const [t, locale] = await Promise.all([getTranslations('accounts'), getLocale()]);
  return (
    <ul>
      {accounts.map(
        ({ id, name, number, private: isPrivate, closedOn, currency, balance, upcoming, balanceProof }) => (
          <li key={id}>
            <Link
              href={`/accounts/${id}`}
              className="flex min-h-11 items-center gap-4 px-4 py-1.5 hover:bg-grey-2 focus-visible:-outline-offset-2 sm:px-6 pointer-coarse:min-h-12"
            >
              <span className="flex min-w-0 flex-1 flex-col gap-x-4 sm:flex-row sm:items-baseline">
                <span className="flex min-w-0 items-center gap-2">
                  <span className="truncate">{name}</span>
                  {isPrivate && <Badge>{t('privateBadge')}</Badge>}
                </span>
                {(closedOn ?? number) && (
                  <span className="truncate text-12 text-muted tabular-nums">
                    {closedOn ? t('closedOn', { date: formatDate(closedOn, locale) }) : number}
                  </span>
                )}
              </span>
              <span className="flex flex-col items-end sm:flex-row sm:items-baseline sm:gap-2">
                <Amount amount={balance.amount} currency={currency} className="sm:order-last" />
                <Upcoming amount={upcoming.amount} currency={currency} />
              </span>
              <ProofLight difference={balanceProof?.difference.amount ?? null} />
            </Link>
          </li>
        ),
      )}
    </ul>
  );
}

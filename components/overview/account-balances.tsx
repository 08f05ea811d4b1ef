import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { Amount } from '@/components/money/amount';
import { Upcoming } from '@/components/accounts/upcoming';
import { getFragmentData, graphql, type FragmentType } from '@/graphql/__generated__/client';

export const AccountBalance_account = graphql(`
  fragment AccountBalance_account on Account {
    id
    name
    type
    balance: balanceToday {
      amount
      currency
    }
    upcoming {
      amount
    }
  }
`);

export async function AccountBalances({
  accounts,
}: {
  accounts: readonly FragmentType<typeof AccountBalance_account>[];
}) {
  const t = await getTranslations('accounts');
  return (
    <ul>
      {getFragmentData(AccountBalance_account, accounts).map(({ id, name, type, balance, upcoming }) => (
        <li key={id}>
          <Link
            href={`/accounts/${id}`}
            className="flex h-11 items-center gap-3 px-4 hover:bg-grey-2 focus-visible:-outline-offset-2 sm:px-6 pointer-coarse:h-12"
          >
            <span className="truncate">{name}</span>
            <span className="truncate text-12 text-muted">{t(`types.${type}`)}</span>
            <span className="ml-auto flex items-baseline gap-2">
              <Upcoming amount={upcoming.amount} currency={balance.currency} />
              <Amount amount={balance.amount} currency={balance.currency} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ConnectedAccount } from './queries';

/** The accounts that a bank offers, each with the account that it feeds. */
export function FollowedAccounts({ accounts }: { accounts: readonly ConnectedAccount[] }) {
  const t = useTranslations('connections');
  if (accounts.length === 0) return null;
  return (
    <ul aria-label={t('accountsOf')} className="divide-y divide-line border-y border-line">
      {accounts.map(({ id, name, number, currency, account }) => (
        <li key={id} className="flex min-h-11 flex-wrap items-baseline gap-x-4 py-2.5">
          <span className="min-w-0 flex-1 basis-64">
            {name} · {currency}
            {number && (
              <span className="block text-12 text-muted tabular-nums sm:ml-2 sm:inline">{number}</span>
            )}
          </span>
          <span className="text-muted">
            {account
              ? t.rich('feeds', {
                  account: account.name,
                  link: (text) => (
                    <Link
                      href={`/accounts/${account.id}`}
                      className="rounded-sm font-medium text-accent hover:underline"
                    >
                      {text}
                    </Link>
                  ),
                })
              : t('notFollowed')}
          </span>
        </li>
      ))}
    </ul>
  );
}

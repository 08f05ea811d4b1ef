import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Amount } from '@/components/money/amount';
import { writeFilters } from '@/components/transactions/filter';
import { Badge } from '@/components/ui/badge';
import { CalendarDate } from '@/components/ui/calendar-date';
import type { ProofCandidate } from './queries';

interface ProofCandidatesProps {
  accountId: string;
  currency: string;
  /** What explains the difference alone first, as the API gives them. */
  candidates: readonly ProofCandidate[];
}

/** What may be behind a difference, each with what it does to the balance. */
export function ProofCandidates({ accountId, currency, candidates }: ProofCandidatesProps) {
  const t = useTranslations('accounts.proof');
  return (
    <>
      <h3 className="mt-5 mb-1 text-12 text-muted">{t('candidates')}</h3>
      <ul>
        {candidates.map((candidate) => (
          <Candidate key={candidate.id} accountId={accountId} currency={currency} candidate={candidate} />
        ))}
      </ul>
    </>
  );
}

function Candidate({
  accountId,
  currency,
  candidate,
}: {
  accountId: string;
  currency: string;
  candidate: ProofCandidate;
}) {
  const t = useTranslations('accounts.proof');
  const { kind, explains, effect, bankRow, transaction } = candidate;
  const shown = transaction ?? bankRow;
  if (!shown) return null;
  const name = shown.payee ?? shown.description ?? t('noPayee');
  return (
    <li className="flex items-start justify-between gap-4 border-t border-line py-2.5">
      <span className="grid min-w-0 gap-0.5">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium wrap-anywhere">{name}</span>
          <CalendarDate date={shown.date} className="text-12 text-muted tabular-nums" />
          {explains && <Badge tone="accent">{t('explains')}</Badge>}
        </span>
        <span className="flex flex-wrap gap-x-3 text-12 text-muted">
          <span>
            {kind === 'CHANGED' && transaction && bankRow
              ? t.rich('changedAmounts', {
                  saldo: () => <Amount amount={transaction.amount.amount} />,
                  bank: () => <Amount amount={bankRow.amount} />,
                })
              : t(`kinds.${kind}`)}
          </span>
          {transaction ? (
            <Link
              href={addressOf(accountId, transaction)}
              aria-label={t('showOf', { name })}
              className={linkClass}
            >
              {t('show')}
            </Link>
          ) : (
            kind === 'WAITING' && (
              <Link href="/inbox" className={linkClass}>
                {t('inbox')}
              </Link>
            )
          )}
        </span>
      </span>
      <Amount amount={effect.amount} currency={currency} className="shrink-0" />
    </li>
  );
}

const linkClass = 'rounded-sm font-medium text-accent underline-offset-4 hover:underline';

/** The list with this one transaction, or with few that are like it. */
function addressOf(accountId: string, { date, amount }: NonNullable<ProofCandidate['transaction']>): string {
  const size = amount.amount.replace('-', '');
  return `/transactions?${writeFilters({ accounts: [accountId], from: date, to: date, min: size, max: size })}`;
}

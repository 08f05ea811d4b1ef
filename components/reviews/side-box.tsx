import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Amount } from '@/components/money/amount';
import { Badge } from '@/components/ui/badge';
import { CalendarDate } from '@/components/ui/calendar-date';
import { isCurrencyCode } from '@/lib/core/money/currency';
import type { ComparedField, Side } from './sides';

const nothing: ReadonlySet<ComparedField> = new Set();

/**
 * One side of a question: payee and amount in the first line, day and account in the second. What differs
 * from the other side is marked.
 */
export function SideFacts({
  side,
  differing = nothing,
}: {
  side: Side;
  differing?: ReadonlySet<ComparedField>;
}) {
  const t = useTranslations('reviews');
  return (
    <span className="grid gap-1">
      <span className="flex items-baseline justify-between gap-4">
        <Marked is={differing.has('payee')} className="min-w-0 font-medium wrap-anywhere">
          {side.payee ?? t('noPayee')}
        </Marked>
        <Marked is={differing.has('amount')} className="shrink-0">
          <SideAmount amount={side.amount} currency={side.currency} />
        </Marked>
      </span>
      <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-12 text-muted">
        <Marked is={differing.has('date')}>
          <CalendarDate date={side.date} />
        </Marked>
        <span className="text-ink">{side.account}</span>
        {side.isPending && <Badge>{t('pending')}</Badge>}
      </span>
      {side.description && side.description !== side.payee && (
        <span className="text-12 text-muted wrap-anywhere">{side.description}</span>
      )}
    </span>
  );
}

/** A code that Saldo does not know is written as it came: what a browser makes of it is anybody's guess. */
function SideAmount({ amount, currency }: Pick<Side, 'amount' | 'currency'>) {
  if (currency === null || isCurrencyCode(currency))
    return <Amount amount={amount} currency={currency ?? undefined} signed />;
  return (
    <>
      <Amount amount={amount} signed /> {currency}
    </>
  );
}

export function SideBox({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 content-start gap-2 rounded-md bg-grey-3 p-3 sm:p-4">
      <p className="text-12 text-muted">{title}</p>
      {children}
    </div>
  );
}

/** Colour is not the only carrier: who cannot see it hears it. */
function Marked({ is, className, children }: { is: boolean; className?: string; children: ReactNode }) {
  const t = useTranslations('reviews');
  if (!is) return <span className={className}>{children}</span>;
  return (
    <mark
      className={`-mx-1 rounded-sm bg-attention-soft px-1 text-ink underline decoration-attention decoration-2 underline-offset-4 ${className ?? ''}`}
    >
      <span className="sr-only">{t('differs')} </span>
      {children}
    </mark>
  );
}

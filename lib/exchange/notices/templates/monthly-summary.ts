import type { LeftOut } from '@/lib/insight/overview/data';
import type { MonthlySummary } from './facts';
import type { Letter, LetterTable, Reader } from './letter';
import type { Words } from './words';

export function monthlySummary(summary: MonthlySummary, words: Words, reader: Reader): Letter {
  const { t, date } = words;
  const { household, month, monthEnd } = summary;
  return {
    subject: t('summary.subject', { household, month: date(month, 'month') }),
    title: t('summary.title', { month: date(month, 'month') }),
    paragraphs: [t('summary.intro', { household })],
    tables: [figures(summary, words), largest(summary, words)],
    action: {
      label: t('summary.action'),
      href: new URL(`/?from=${month}&to=${monthEnd}`, reader.address).href,
    },
    reason: t('summary.reason'),
    manage: { label: t('summary.manage'), href: new URL('/settings', reader.address).href },
  };
}

function figures(
  { incomeMinor, expensesMinor, netWorthMinor, monthEnd, currency, leftOut }: MonthlySummary,
  words: Words,
): LetterTable {
  const { t, money, date } = words;
  const rows = [
    { label: t('summary.income'), value: money(incomeMinor, currency, { signed: true }) },
    { label: t('summary.expenses'), value: money(expensesMinor, currency) },
    { label: t('summary.net'), value: money(incomeMinor + expensesMinor, currency, { signed: true }) },
    { label: t('summary.netWorth', { date: date(monthEnd) }), value: money(netWorthMinor, currency) },
  ];
  if (leftOut.length === 0) return { title: null, rows };
  const count = leftOut.reduce((sum, left) => sum + left.count, 0);
  const amounts = leftOut.flatMap((left) => amountsOf(left, words)).join(', ');
  return { title: null, rows, remark: t('summary.leftOut', { count, amounts }) };
}

function amountsOf(
  { currency, incomeMinor, expensesMinor, heldMinor, owedMinor }: LeftOut,
  { t, money }: Words,
): string[] {
  return [
    incomeMinor !== 0n && t('summary.leftOutIn', { amount: money(incomeMinor, currency, { signed: true }) }),
    expensesMinor !== 0n && t('summary.leftOutOut', { amount: money(expensesMinor, currency) }),
    heldMinor !== 0n && t('summary.leftOutHeld', { amount: money(heldMinor, currency) }),
    owedMinor !== 0n && t('summary.leftOutOwed', { amount: money(owedMinor, currency) }),
  ].filter((text) => text !== false);
}

function largest({ categories, currency }: MonthlySummary, words: Words): LetterTable {
  const { t, money } = words;
  const title = t('summary.largest');
  if (categories.length === 0) return { title, rows: [], remark: t('summary.nothingSpent') };
  return {
    title,
    rows: categories.map(({ name, expensesMinor, monthBeforeMinor }) => ({
      label: name ?? t('summary.noCategory'),
      value: money(expensesMinor, currency),
      note: changeNote(expensesMinor, monthBeforeMinor, currency, words),
    })),
  };
}

/**
 * Of two expenses the one further below zero is more; a month with more refunds than spending lies above it.
 */
function changeNote(
  expensesMinor: bigint,
  monthBeforeMinor: bigint,
  currency: string,
  { t, money }: Words,
): string {
  if (monthBeforeMinor === 0n) return t('summary.nothingBefore');
  const moreMinor = monthBeforeMinor - expensesMinor;
  if (moreMinor === 0n) return t('summary.same');
  return moreMinor > 0n
    ? t('summary.more', { amount: money(moreMinor, currency) })
    : t('summary.less', { amount: money(-moreMinor, currency) });
}

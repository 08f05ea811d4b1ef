import { rowOf } from '@/lib/intake/row';
import type { LocalDate } from '@/lib/core/dates/local-date';
import type { Transaction } from '@/lib/ledger/rows/types';
import type { BankPosting, StatedBalance } from '@/lib/intake/postings/types';

/**
 * What may explain a difference.
 * MISSING: the bank has a row whose transaction a person removed or left out.
 * WAITING: the bank has a row that waits in the review inbox: only an answer there says whether the account
 * lacks it.
 * EXTRA: the account has a transaction that no row of the bank stands behind.
 * CHANGED: a person gave a transaction another amount than the bank, or made it pending, dated it later or
 * moved it to another account.
 *
 * `effectMinor` is what it adds to Saldo's balance minus the bank's.
 */
export type ProofCandidate = {
  kind: 'MISSING' | 'WAITING' | 'EXTRA' | 'CHANGED';
  effectMinor: bigint;
  posting: BankPosting | null;
  transaction: Transaction | null;
  /** Whether it alone explains the whole difference. */
  explains: boolean;
};

export type BalanceProof = {
  /** The day for which the bank stated its balance. */
  date: LocalDate;
  bankMinor: bigint;
  saldoMinor: bigint;
  /** Saldo's balance minus the bank's; zero when they agree. */
  differenceMinor: bigint;
  /** From this day on the two differ; null when they agree. */
  firstDay: LocalDate | null;
  candidates: ProofCandidate[];
};

/** `transactions` are those of the account and, wherever they are now, those that a posting stands behind. */
type AccountRows = {
  accountId: string;
  postings: readonly BankPosting[];
  transactions: readonly Transaction[];
};

/**
 * Compares the bank's booked balance with Saldo's and looks for the first day on which they part.
 *
 * `record` is everything that the bank and the account have. That the two agreed on an earlier day proves
 * nothing about the days before it, because banks correct their past and people theirs. Pending rows are in
 * neither balance.
 */
export function proveBalance(stated: StatedBalance, saldoMinor: bigint, record: AccountRows): BalanceProof {
  const differenceMinor = saldoMinor - stated.amountMinor;
  const proof = { date: stated.date, bankMinor: stated.amountMinor, saldoMinor, differenceMinor };
  if (differenceMinor === 0n) return { ...proof, firstDay: null, candidates: [] };
  const relevant = (date: LocalDate) => date <= stated.date;
  const counts = ({ account, status, date }: Transaction) =>
    account.id === record.accountId && status !== 'PENDING' && relevant(date);
  const booked = record.transactions.filter(counts);
  const shown = [
    ...record.postings.filter(({ state }) => state === 'BOOKED'),
    ...rowsOfFiles(record.postings, booked),
  ].filter(({ row }) => relevant(row.date));
  const firstDay = firstDayApart(differenceMinor, shown, booked) ?? stated.date;
  const candidates = candidatesAmong(
    shown,
    booked,
    new Map(record.transactions.map((transaction) => [transaction.id, transaction])),
  )
    .map((candidate) => ({ ...candidate, explains: candidate.effectMinor === differenceMinor }))
    .sort((a, b) => Number(b.explains) - Number(a.explains));
  return { ...proof, firstDay, candidates };
}

/** What files brought has no posting of its own: the bank's row is kept on the transaction. */
function rowsOfFiles(postings: readonly BankPosting[], booked: readonly Transaction[]): BankPosting[] {
  const told = new Set(postings.map(({ transactionId }) => transactionId));
  return booked
    .filter(({ id, origin }) => origin !== 'PERSON' && !told.has(id))
    .map((transaction) => ({
      id: transaction.id,
      accountId: transaction.account.id,
      bankAccountId: null,
      importId: null,
      transactionId: transaction.id,
      state: 'BOOKED',
      row: rowOf(transaction),
    }));
}

/** Walks the difference back day by day: the first day after the last one on which the two agreed. */
function firstDayApart(
  differenceMinor: bigint,
  shown: readonly BankPosting[],
  booked: readonly Transaction[],
): LocalDate | null {
  const byDay = new Map<LocalDate, bigint>();
  const add = (date: LocalDate, amount: bigint) => byDay.set(date, (byDay.get(date) ?? 0n) + amount);
  for (const { row } of shown) add(row.date, -row.amountMinor);
  for (const { date, amountMinor } of booked) add(date, amountMinor);
  let apart = differenceMinor;
  let first: LocalDate | null = null;
  for (const [date, effect] of [...byDay].sort(([a], [b]) => (a < b ? 1 : -1))) {
    if (apart === 0n) break;
    first = date;
    apart -= effect;
  }
  return first;
}

function candidatesAmong(
  shown: readonly BankPosting[],
  booked: readonly Transaction[],
  all: ReadonlyMap<string, Transaction>,
): Omit<ProofCandidate, 'explains'>[] {
  const counted = new Set(booked);
  const behind = new Set<string>();
  const candidates: Omit<ProofCandidate, 'explains'>[] = [];
  for (const posting of shown) {
    const transaction = posting.transactionId === null ? undefined : all.get(posting.transactionId);
    if (!transaction)
      candidates.push({
        kind: posting.transactionId === null ? 'WAITING' : 'MISSING',
        effectMinor: -posting.row.amountMinor,
        posting,
        transaction: null,
      });
    else {
      behind.add(transaction.id);
      const effectMinor = (counted.has(transaction) ? transaction.amountMinor : 0n) - posting.row.amountMinor;
      if (effectMinor !== 0n) candidates.push({ kind: 'CHANGED', effectMinor, posting, transaction });
    }
  }
  // What files and people recorded before the bank began to tell has no row of the bank, and needs none.
  const begins = shown.reduce<LocalDate | null>(
    (day, { row }) => (day === null || row.date < day ? row.date : day),
    null,
  );
  for (const transaction of booked) {
    if (!behind.has(transaction.id) && (begins === null || transaction.date >= begins))
      candidates.push({ kind: 'EXTRA', effectMinor: transaction.amountMinor, posting: null, transaction });
  }
  return candidates;
}

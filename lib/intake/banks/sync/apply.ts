import type { Edit } from '@/lib/ledger/door/booking';
import { book } from '@/lib/ledger/door/door';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import { type BankRow, transactionOf } from '@/lib/intake/row';
import { v7 as uuidv7 } from 'uuid';
import type { Account } from '@/lib/ledger/reference/account';
import { addDays, type LocalDate } from '@/lib/core/dates/local-date';
import { isNewCorrection } from '@/lib/intake/reviews/corrections';
import { type NewReview, openReviews, withdrawReviews } from '@/lib/intake/reviews/mutations';
import type { Transaction } from '@/lib/ledger/rows/types';
import { type AccountRecord, readAccountRecord } from '@/lib/intake/match/data';
import { takeOver } from '@/lib/intake/match/booked';
import { type KnownRow, matchRows } from '@/lib/intake/match/match';
import { removePostings, storePostings } from '@/lib/intake/postings/mutations';
import { type BankPosting, toSealedRow } from '@/lib/intake/postings/types';

export type Applied = { seen: number; added: number; changed: number; waiting: number };

/** A booked row may be dated so long after the pending one that it replaces. */
const LOOK_BACK_DAYS = 14;
/** Banks leave out a pending row for a while: one so young is not taken for gone. */
const GONE_AFTER_DAYS = 10;

/**
 * Takes what a bank has shown for the days from..today into a locked ledger. `rows` must be everything it
 * shows for those days: what is missing in it counts as gone.
 *
 * What people changed stays as they wrote it. Rows that may be one of several transactions, rows in a
 * currency that the account does not have, corrections of what was reconciled, and transactions that the bank
 * has stopped showing go into the review inbox.
 */
export async function applyBankRows(
  ledger: Ledger,
  from: { account: Account; bankAccountId: string; syncId: string; since: LocalDate; today: LocalDate },
  rows: readonly BankRow[],
): Promise<Applied> {
  const { account, bankAccountId, since, today } = from;
  const earliest = rows.reduce((day, row) => (row.date < day ? row.date : day), since);
  const record = await readAccountRecord(ledger, account.id, {
    from: addDays(earliest, -LOOK_BACK_DAYS),
    to: '9999-12-31',
  });
  const own = rows
    .filter(({ currency }) => currency === null || currency === account.currency)
    .map((row) => ({ ...row, currency: account.currency }));
  const foreign = rows.filter((row) => row.currency !== null && row.currency !== account.currency);
  const source = { id: bankAccountId, complete: { from: since, to: today } };
  // What waits for an answer is decided anew, because what it may be has changed meanwhile; only its posting
  // is found again.
  const [waiting, known] = partition(record.known, ({ key, source: shownBy }) => {
    const posting = record.postings.get(key);
    return shownBy === bankAccountId && posting?.transactionId === null;
  });
  const matched = matchRows(source, [...own, ...foreign], known);
  const undecided = [...matched.fresh, ...matched.unsure.map(({ incoming }) => incoming)];
  const asked = matchRows({ id: bankAccountId, complete: null }, undecided, waiting);
  const writer = new Writer(ledger, account, bankAccountId, from.syncId, record);
  const askedBefore = new Map(asked.same.map((pair) => [pair.incoming, pair.known]));

  for (const pair of matched.same) writer.takeOver(pair.incoming, pair.known);
  for (const row of matched.fresh) {
    if (row.currency === account.currency) writer.add(row, askedBefore.get(row));
    else writer.ask(row, [], askedBefore.get(row));
  }
  for (const { incoming, candidates } of matched.unsure) {
    const alive = candidates.flatMap((candidate) => writer.transactionOf(candidate) ?? []);
    if (alive.length > 0) writer.ask(incoming, alive, askedBefore.get(incoming));
    else writer.add(incoming, askedBefore.get(incoming));
  }
  for (const missing of [...matched.missing, ...asked.missing]) {
    const { date } = missing.row;
    const pending = missing.state === 'PENDING' && date >= addDays(today, -GONE_AFTER_DAYS);
    if (date >= since && date <= today && !pending) writer.markGone(missing);
  }
  return { seen: rows.length, ...(await writer.write()) };
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** Collects what an answer of a bank changes, and writes it all at once. */
class Writer {
  readonly #now = new Date().toISOString();
  readonly #postings: BankPosting[] = [];
  readonly #added: Transaction[] = [];
  readonly #changed: Edit[] = [];
  readonly #reviews: NewReview[] = [];
  /** Postings that the bank shows again, or differently: what was asked about them has answered itself. */
  readonly #settled: string[] = [];
  /** Postings that were asked about and that the bank does not show any more. */
  readonly #withdrawn: string[] = [];

  constructor(
    private readonly ledger: Ledger,
    private readonly account: Account,
    private readonly bankAccountId: string,
    private readonly syncId: string,
    private readonly record: AccountRecord,
  ) {}

  /** The living transaction of a known row; undefined when a person removed it or has yet to decide. */
  transactionOf({ key }: KnownRow): Transaction | undefined {
    const posting = this.record.postings.get(key);
    return this.record.transactions.get(posting ? (posting.transactionId ?? '') : key);
  }

  takeOver(row: BankRow, known: KnownRow): void {
    const posting = this.record.postings.get(known.key);
    const transaction = this.transactionOf(known);
    const state = row.status === 'PENDING' ? 'PENDING' : 'BOOKED';
    if (posting?.state === 'GONE') this.#settled.push(posting.id);
    const unchanged =
      posting &&
      posting.state === state &&
      posting.bankAccountId === this.bankAccountId &&
      JSON.stringify(toSealedRow(posting.row)) === JSON.stringify(toSealedRow(row));
    if (unchanged) return;
    this.#postings.push(
      this.#posting(row, posting?.id ?? uuidv7(), posting ? posting.transactionId : known.key),
    );
    if (!transaction) return;
    const was = known.row;
    // What a file or an earlier connection called it stays: another channel's words for the same row are no
    // news.
    const isNews = known.source === this.bankAccountId || transaction.origin === 'PERSON';
    const is = isNews
      ? row
      : {
          ...row,
          date: was.date,
          payee: was.payee ?? row.payee,
          description: was.description ?? row.description,
        };
    this.#changed.push([transaction, takeOver(transaction, was, is, { now: this.#now })]);
  }

  add(row: BankRow, askedBefore?: KnownRow): void {
    const transaction = transactionOf(this.account, row, this.#now);
    this.#added.push(transaction);
    this.#postings.push(this.#posting(row, askedBefore?.key ?? uuidv7(), transaction.id));
  }

  ask(row: BankRow, candidates: Transaction[], askedBefore?: KnownRow): void {
    const posting = this.#posting(row, askedBefore?.key ?? uuidv7(), null);
    this.#postings.push(posting);
    this.#reviews.push({
      kind: 'MATCH',
      accountId: this.account.id,
      transactionId: null,
      postingId: posting.id,
      candidates: candidates.map(({ id }) => id),
    });
  }

  /**
   * A row that the bank has withdrawn while it was asked about is forgotten: there is nothing left to decide.
   */
  markGone(known: KnownRow): void {
    const posting = this.record.postings.get(known.key);
    if (!posting) return;
    if (posting.transactionId === null) {
      this.#withdrawn.push(posting.id);
      return;
    }
    this.#postings.push({ ...posting, state: 'GONE' });
    const transaction = this.transactionOf(known);
    if (transaction)
      this.#reviews.push({
        kind: 'GONE',
        accountId: this.account.id,
        transactionId: transaction.id,
        postingId: posting.id,
        candidates: [],
      });
  }

  #posting(row: BankRow, id: string, transactionId: string | null): BankPosting {
    return {
      id,
      accountId: this.account.id,
      bankAccountId: this.bankAccountId,
      importId: null,
      transactionId,
      state: row.status === 'PENDING' ? 'PENDING' : 'BOOKED',
      row,
    };
  }

  async write(): Promise<Omit<Applied, 'seen'>> {
    await book(this.ledger, {
      added: this.#added,
      changed: this.#changed,
      cause: { by: 'SYNC', userId: null, sourceId: this.syncId },
    });
    await storePostings(this.ledger, this.#postings);
    await withdrawReviews(this.ledger, 'GONE', this.#settled);
    await withdrawReviews(this.ledger, 'MATCH', this.#withdrawn);
    await removePostings(this.ledger, this.#withdrawn);
    const asked = await openReviews(this.ledger, this.#reviews);
    const waiting = asked + this.#changed.filter(isNewCorrection).length;
    return { added: this.#added.length, changed: this.#changed.length, waiting };
  }
}

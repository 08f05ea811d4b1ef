import type { Edit } from '@/lib/ledger/door/booking';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import type { BankRow } from '@/lib/intake/row';
import type { Account } from '@/lib/ledger/reference/account';
import { readAccountRecord, sourceOfFile } from '@/lib/intake/match/data';
import { matchRows } from '@/lib/intake/match/match';
import { storePostings } from '@/lib/intake/postings/mutations';
import { takeOver } from '@/lib/intake/match/booked';
import type { BankPosting } from '@/lib/intake/postings/types';
import { addDays } from '@/lib/core/dates/local-date';
import { openReviews } from '@/lib/intake/reviews/mutations';
import { v7 as uuidv7 } from 'uuid';
import type { ImportRow } from '../types';

/** A row of a file with the keyed hash that recognises it in the next file. */
export type FreshRow = { row: ImportRow; fingerprint: Buffer };
/**
 * What became of rows that no file of this layout has brought before. `claimedId` is the transaction that a
 * row turned out to be.
 */
export type SortedRows = {
  added: FreshRow[];
  known: (FreshRow & { claimedId: string | null })[];
  waiting: FreshRow[];
  /** Transactions that a person had recorded and this file shows too. */
  claims: Edit[];
};

/** The import, the account that it goes into, and what makes its file one source with others. */
export type FileSource = { importId: string; account: Account; format: string; headerFingerprint: string };

/** Rows of other sources may be dated so many days apart; see match.ts. */
const NEIGHBOUR_DAYS = 5;

/**
 * Tells rows that are new to an account from those that a bank connection, a file of another layout or a
 * person recorded before. A person's own transaction keeps all that the person wrote. What is not clear goes
 * into the review inbox.
 */
export async function sortRows(
  ledger: Ledger,
  from: FileSource,
  fresh: readonly FreshRow[],
): Promise<SortedRows> {
  const days = fresh.map(({ row }) => row.date).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return { added: [], known: [], waiting: [], claims: [] };
  const source = sourceOfFile(from.format, from.headerFingerprint);
  const record = await readAccountRecord(ledger, from.account.id, {
    from: addDays(first, -NEIGHBOUR_DAYS),
    to: addDays(last, NEIGHBOUR_DAYS),
    exceptSource: source,
  });
  if (record.known.length === 0) return { added: [...fresh], known: [], waiting: [], claims: [] };

  const freshOf = new Map<BankRow, FreshRow>(
    fresh.map((item) => [{ ...item.row, currency: from.account.currency }, item]),
  );
  const matched = matchRows(
    { id: source, complete: { from: first, to: last } },
    [...freshOf.keys()],
    record.known,
  );
  const taken = new Map<FreshRow, 'known' | 'waiting'>();
  const known: SortedRows['known'] = [];
  const claims: Edit[] = [];
  for (const { incoming, known: found } of matched.same) {
    const item = freshOf.get(incoming);
    if (!item) continue;
    taken.set(item, 'known');
    const claimedId =
      record.postings.get(found.key)?.transactionId ?? (record.postings.has(found.key) ? null : found.key);
    const transaction = claimedId === null ? undefined : record.transactions.get(claimedId);
    known.push({ ...item, claimedId: transaction ? claimedId : null });
    if (transaction?.origin === 'PERSON')
      claims.push([transaction, takeOver(transaction, incoming, incoming, { channel: 'FILE' })]);
  }
  const waiting = await ask(
    ledger,
    from,
    matched.unsure.flatMap(({ incoming, candidates }) => {
      const item = freshOf.get(incoming);
      const alive = candidates.flatMap(
        ({ key }) => record.transactions.get(record.postings.get(key)?.transactionId ?? key)?.id ?? [],
      );
      if (!item || alive.length === 0) return [];
      taken.set(item, 'waiting');
      return [{ item, row: incoming, alive }];
    }),
  );
  return { added: fresh.filter((item) => !taken.has(item)), known, waiting, claims };
}

/**
 * Puts rows that may be one of several transactions into the review inbox; `alive` are the ids of these.
 * Returns the rows.
 */
export async function ask(
  ledger: Ledger,
  { importId, account }: FileSource,
  questions: readonly { item: FreshRow; row: BankRow; alive: string[] }[],
): Promise<FreshRow[]> {
  const postings = questions.map(({ row }): BankPosting => ({
    id: uuidv7(),
    accountId: account.id,
    bankAccountId: null,
    importId,
    transactionId: null,
    state: row.status === 'PENDING' ? 'PENDING' : 'BOOKED',
    row,
  }));
  await storePostings(ledger, postings);
  await openReviews(
    ledger,
    questions.map(({ alive }, index) => ({
      kind: 'MATCH',
      accountId: account.id,
      transactionId: null,
      postingId: postings[index]?.id ?? null,
      candidates: alive,
    })),
  );
  return questions.map(({ item }) => item);
}

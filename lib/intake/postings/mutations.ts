import type { Booked } from '@/lib/ledger/door/booking';
import { rowOf } from '@/lib/intake/row';
import { v7 as uuidv7 } from 'uuid';
import type { LocalDate } from '@/lib/core/dates/local-date';
import type { Account } from '@/lib/ledger/reference/account';
import { balanceId } from './data';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import { type BankPosting, toSealedRow } from './types';

/** Writes the bank's rows of a locked ledger, new ones and those that are known by their id. */
export async function storePostings(ledger: Ledger, postings: readonly BankPosting[]): Promise<void> {
  if (postings.length === 0) return;
  await ledger.tx.query(
    `INSERT INTO bank_posting (id, household_id, account_id, bank_account_id, import_id, transaction_id, date,
      state, sealed)
      SELECT id, $1, account_id, bank_account_id, import_id, transaction_id, date, state, sealed
      FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::date[],
        $8::bank_posting_state[], $9::bytea[])
        AS n(id, account_id, bank_account_id, import_id, transaction_id, date, state, sealed)
      ON CONFLICT (id) DO UPDATE SET bank_account_id = excluded.bank_account_id, transaction_id =
        excluded.transaction_id,
        date = excluded.date, state = excluded.state, sealed = excluded.sealed, updated_at = now()`,
    [
      ledger.householdId,
      postings.map(({ id }) => id),
      postings.map(({ accountId }) => accountId),
      postings.map(({ bankAccountId }) => bankAccountId),
      postings.map(({ importId }) => importId),
      postings.map(({ transactionId }) => transactionId),
      postings.map(({ row }) => row.date),
      postings.map(({ state }) => state),
      postings.map(({ id, row }) => ledger.vault.seal('bank_posting', id, toSealedRow(row))),
    ],
  );
}

/** Forgets rows of the bank; what it answered is kept in `bank_response`. */
export async function removePostings(ledger: Ledger, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await ledger.tx.query('DELETE FROM bank_posting WHERE household_id = $1 AND id = ANY($2::uuid[])', [
    ledger.householdId,
    ids,
  ]);
}

/**
 * Keeps the bank's row of transactions that are about to be removed, so that another file or connection of
 * the same account does not bring them back. What a sync brought has its row already.
 */
export async function rememberRemoved(ledger: Ledger, { changeId, removed }: Booked): Promise<void> {
  const fromBanks = removed.filter(({ origin }) => origin !== 'PERSON');
  if (fromBanks.length === 0) return;
  const { rows } = await ledger.tx.query<{ id: string; import_id: string | null }>(
    `SELECT r.entity_id AS id, (r.before->>'import_id')::uuid AS import_id FROM change_row r
      WHERE r.change_id = $1 AND r.operation = 'REMOVED' AND r.entity_id = ANY($2::uuid[])
        AND NOT EXISTS (SELECT FROM bank_posting p WHERE p.transaction_id = r.entity_id)`,
    [changeId, fromBanks.map(({ id }) => id)],
  );
  const importOf = new Map(rows.map((row) => [row.id, row.import_id]));
  const postings = fromBanks
    .filter(({ id }) => importOf.has(id))
    .map((transaction): BankPosting => {
      const row = rowOf(transaction);
      return {
        id: uuidv7(),
        accountId: transaction.account.id,
        bankAccountId: null,
        importId: importOf.get(transaction.id) ?? null,
        transactionId: transaction.id,
        state: row.status === 'PENDING' ? 'PENDING' : 'BOOKED',
        row,
      };
    });
  await storePostings(ledger, postings);
}

/**
 * Keeps what a bank stated as the booked balance of an account at the end of a day; the latest word for a day
 * counts.
 */
export async function storeBalance(
  ledger: Ledger,
  account: Account,
  stated: { date: LocalDate; amountMinor: bigint; currency: string },
): Promise<void> {
  if (stated.currency !== account.currency) return;
  await ledger.tx.query(
    `INSERT INTO bank_balance (account_id, date, household_id, sealed) VALUES ($1, $2, $3, $4)
      ON CONFLICT (account_id, date) DO UPDATE SET sealed = excluded.sealed, stated_at = now()`,
    [
      account.id,
      stated.date,
      ledger.householdId,
      ledger.vault.seal('bank_balance', balanceId(account.id, stated.date), stated.amountMinor.toString()),
    ],
  );
}

import type { LocalDate } from '@/lib/core/dates/local-date';
import type { Queryable } from '@/lib/platform/db/pool';
import type { HouseholdId } from '@/lib/platform/scope';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import type { Vault } from '@/lib/platform/vault/vault';
import {
  type BankPosting,
  type BankPostingState,
  fromSealedRow,
  type SealedRow,
  type StatedBalance,
} from './types';

export const POSTING_COLUMNS =
  'p.id, p.account_id, p.bank_account_id, p.import_id, p.transaction_id, p.state, p.sealed';
export type PostingRow = {
  id: string;
  account_id: string;
  bank_account_id: string | null;
  import_id: string | null;
  transaction_id: string | null;
  state: BankPostingState;
  sealed: Buffer;
};

export function toBankPosting(row: PostingRow, vault: Vault): BankPosting {
  return {
    id: row.id,
    accountId: row.account_id,
    bankAccountId: row.bank_account_id,
    importId: row.import_id,
    transactionId: row.transaction_id,
    state: row.state,
    row: fromSealedRow(vault.open<SealedRow>('bank_posting', row.id, row.sealed)),
  };
}

/** What banks have shown for an account, the oldest first. */
export async function listBankPostings(
  ledger: Pick<Ledger, 'tx' | 'householdId' | 'vault'>,
  accountId: string,
): Promise<BankPosting[]> {
  const { rows } = await ledger.tx.query<PostingRow>(
    `SELECT ${POSTING_COLUMNS} FROM bank_posting p WHERE p.household_id = $1 AND p.account_id = $2
      ORDER BY p.date, p.id`,
    [ledger.householdId, accountId],
  );
  return rows.map((row) => toBankPosting(row, ledger.vault));
}

/** The last balance that a bank stated for an account, by a sync or in a file; null when it never did. */
export async function findStatedBalance(
  householdId: HouseholdId,
  accountId: string,
  on: Queryable,
): Promise<StatedBalance | null> {
  const { rows } = await on.query<{ date: LocalDate; sealed: Buffer }>(
    `SELECT date, sealed FROM bank_balance WHERE household_id = $1 AND account_id = $2 ORDER BY date DESC
      LIMIT 1`,
    [householdId, accountId],
  );
  const row = rows[0];
  if (!row) return null;
  const vault = await householdVault(householdId, on);
  return {
    date: row.date,
    amountMinor: BigInt(vault.open<string>('bank_balance', balanceId(accountId, row.date), row.sealed)),
  };
}

/** What a stated balance is sealed as: it has no id of its own. */
export function balanceId(accountId: string, date: LocalDate): string {
  return `${accountId}:${date}`;
}

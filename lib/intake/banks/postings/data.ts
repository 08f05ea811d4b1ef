import type { Ledger } from '@/lib/ledger/cells/mutations';
import type { Vault } from '@/lib/platform/vault/vault';
import { type BankPosting, type BankPostingState, fromSealedRow, type SealedRow } from './types';

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
    `SELECT ${POSTING_COLUMNS} FROM bank_posting p WHERE p.household_id = $1 AND p.account_id = $2 ORDER BY p.date, p.id`,
    [ledger.householdId, accountId],
  );
  return rows.map((row) => toBankPosting(row, ledger.vault));
}

import type { Account } from '@/lib/ledger/reference/account';
import type { LocalDate } from '@/lib/core/dates/local-date';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import { ROW_COLUMNS, toTransaction, type TransactionRow } from '@/lib/ledger/rows/row';
import type { Transaction } from '@/lib/ledger/rows/types';

/**
 * What earlier files of one layout have brought into an account as pending, and no bank connection tells
 * about.
 */
export async function listPending(
  ledger: Ledger,
  from: { account: Account; format: string; headerFingerprint: string },
  range: { from: LocalDate; to: LocalDate },
): Promise<Transaction[]> {
  const { tx, householdId, vault, reference } = ledger;
  const { rows } = await tx.query<TransactionRow>({
    text: `SELECT ${ROW_COLUMNS} FROM transaction t JOIN import i ON i.id = t.import_id
      WHERE t.household_id = $1 AND t.account_id = $2 AND t.status = 'PENDING' AND t.date BETWEEN $3 AND $4
        AND i.format = $5 AND i.header_fingerprint = $6
        AND NOT EXISTS (SELECT FROM bank_posting p WHERE p.household_id = $1 AND p.transaction_id = t.id
          AND p.bank_account_id IS NOT NULL)
      ORDER BY t.date, t.id`,
    values: [householdId, from.account.id, range.from, range.to, from.format, from.headerFingerprint],
    rowMode: 'array',
  });
  return rows.map((row) => toTransaction(row, vault, reference));
}

import type { LocalDate } from '@/lib/core/dates/local-date';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import type { SealedTransaction, TransactionOrigin } from '@/lib/ledger/rows/types';
import type { Side } from './find';

/**
 * The transactions dated from..to that could be sides of a transfer. One that a person recorded, categorised
 * or called something else is `stated`: it is only ever offered.
 */
export async function listSides(ledger: Ledger, from: LocalDate, to: LocalDate): Promise<Side[]> {
  const { rows } = await ledger.tx.query<{
    id: string;
    account_id: string;
    date: string;
    category_id: string | null;
    origin: TransactionOrigin;
    sealed: Buffer;
  }>(
    `SELECT id, account_id, date, category_id, origin, sealed FROM transaction WHERE household_id = $1
      AND date BETWEEN $2 AND $3 AND kind <> 'TRANSFER'`,
    [ledger.householdId, from, to],
  );
  return rows.flatMap((row): Side[] => {
    const account = ledger.reference.accounts.get(row.account_id);
    if (!account) return [];
    const { a, b, d, m, p } = ledger.vault.open<SealedTransaction>('transaction', row.id, row.sealed);
    return [
      {
        id: row.id,
        accountId: account.id,
        accountName: account.name,
        accountType: account.type,
        accountNumber: account.number,
        currency: account.currency,
        date: row.date,
        amountMinor: BigInt(a),
        counterparty: b?.account ?? null,
        payee: p ?? null,
        text: [p, d].filter(Boolean).join(' '),
        stated: row.origin === 'PERSON' || row.category_id !== null || m?.kind === 'P',
      },
    ];
  });
}

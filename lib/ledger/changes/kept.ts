import type { Ledger } from '@/lib/ledger/cells/mutations';
import { toTransaction } from '@/lib/ledger/rows/row';
import type {
  Transaction,
  TransactionKind,
  TransactionOrigin,
  TransactionStatus,
} from '@/lib/ledger/rows/types';
import { domainError } from '@/lib/platform/errors/domain-error';

/** A transaction's row as it was kept before a change, as PostgreSQL's to_jsonb writes it. */
export type KeptTransaction = {
  id: string;
  account_id: string;
  category_id: string | null;
  date: string;
  status: TransactionStatus;
  kind: TransactionKind;
  /** Not there in rows that were kept before there was an origin. */
  origin?: TransactionOrigin;
  sealed: string;
  import_id: string | null;
  created_at: string;
  updated_at: string;
};

/**
 * A transaction as it was, in today's accounts and categories: one whose category is gone is uncategorised.
 * Throws CONFLICT when its account is gone.
 */
export function toTransactionBefore({ reference, vault }: Ledger, kept: KeptTransaction): Transaction {
  if (!reference.accounts.has(kept.account_id))
    throw domainError(
      'CONFLICT',
      'It cannot be undone: an account of its transactions has been removed since.',
      'id',
    );
  const categoryId = kept.category_id && reference.categories.has(kept.category_id) ? kept.category_id : null;
  return toTransaction(
    [
      kept.id,
      kept.account_id,
      categoryId,
      kept.date,
      kept.status,
      kept.kind,
      Buffer.from(kept.sealed.slice(2), 'hex'),
      kept.created_at,
      kept.updated_at,
      kept.origin ?? (kept.import_id === null ? 'PERSON' : 'FILE'),
      kept.import_id,
    ],
    vault,
    reference,
  );
}

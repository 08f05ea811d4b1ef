import { domainError } from '@/lib/platform/errors/domain-error';

export type TransactionOrder = 'DATE_DESC' | 'DATE_ASC' | 'AMOUNT_DESC' | 'AMOUNT_ASC';

/**
 * A place in a list: the key of the last row seen, in the order it was given in. `key` is a date or an amount
 * in minor units.
 */
export type Cursor = { order: TransactionOrder; key: string; id: string };

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(`${cursor.order}|${cursor.key}|${cursor.id}`).toString('base64url');
}

/** Throws a DomainError for anything that encodeCursor did not write for the same order. */
export function decodeCursor(text: string, order: TransactionOrder): Cursor {
  const match = /^([A-Z_]+)\|(-?[\d-]+)\|([0-9a-f-]{36})$/.exec(
    Buffer.from(text, 'base64url').toString('utf8'),
  );
  const [, cursorOrder, key, id] = match ?? [];
  const keyFits = order.startsWith('DATE') ? /^\d{4}-\d{2}-\d{2}$/ : /^-?\d{1,25}$/;
  if (cursorOrder !== order || !key || !id || !keyFits.test(key)) {
    throw domainError(
      'INVALID',
      'The cursor is not one of this list: give the endCursor of its page before, with the same orderBy.',
      'after',
    );
  }
  return { order, key, id };
}

import { accountOf } from '@/lib/intake/text/accounts';
import { knownCurrency, parseMinor } from '@/lib/intake/text/amount';
import { bankIdOf, newRow } from '../collector';
import { leadingDate } from '../dates';
import { findSymbols } from '@/lib/intake/text/symbols';
import { joinTexts, tidy } from '@/lib/intake/text/tidy';
import type { ImportRow, SkipReason } from '../../types';

/** The values of one STMTTRN or STMTTRNP by name; those of aggregates inside it as "PAYEE.NAME". */
export type OfxFields = ReadonlyMap<string, string>;

/**
 * The row of one STMTTRN. TRNAMT carries its own sign, whatever TRNTYPE says.
 *
 * CURRENCY says that TRNAMT is in another currency than the account's; ORIGCURRENCY only that it was before
 * the bank converted it. The day is the one that is written: a bank's midnight in its own time zone must not
 * become the day before.
 */
export function ofxRow(
  fields: OfxFields,
  line: number,
  pending: boolean,
  statementCurrency: string | null | undefined,
  fallback: string | null,
): ImportRow | SkipReason {
  if (fields.get('CORRECTACTION') === 'DELETE') return 'NOT_A_TRANSACTION';
  const stated =
    fields.get('DTPOSTED') ?? fields.get('DTTRAN') ?? fields.get('DTUSER') ?? fields.get('DTAVAIL');
  if (stated === undefined) return 'NO_DATE';
  const date = leadingDate(stated);
  if (date === null) return 'BAD_DATE';
  const currency = fields.has('CURRENCY.CURSYM')
    ? knownCurrency(fields.get('CURRENCY.CURSYM'))
    : statementCurrency;
  if (currency === undefined) return 'UNKNOWN_CURRENCY';
  const amountMinor = parseMinor(withoutGroups(fields.get('TRNAMT') ?? ''), currency ?? fallback);
  if (typeof amountMinor === 'string') return amountMinor;
  const row = newRow(line, date, amountMinor, currency);
  row.payee = tidy(
    fields.get('EXTDNAME') ?? fields.get('NAME') ?? fields.get('PAYEE.NAME') ?? fields.get('PAYEE'),
  );
  row.description = joinTexts([fields.get('MEMO')]);
  row.counterpartyAccount = accountOf(fields.get('BANKACCTTO.ACCTID') ?? fields.get('CCACCTTO.ACCTID'));
  row.bankId = bankIdOf(fields.get('FITID'));
  row.status = pending ? 'PENDING' : 'CLEARED';
  findSymbols(row.symbols, fields.get('MEMO'));
  return row;
}

/**
 * The standard has no thousands separators, but where two kinds of marks stand in one amount the first kind
 * can be nothing else.
 */
function withoutGroups(text: string): string {
  const dot = text.lastIndexOf('.');
  const comma = text.lastIndexOf(',');
  if (dot === -1 || comma === -1) return text;
  return dot > comma ? text.replaceAll(',', '') : text.replaceAll('.', '');
}

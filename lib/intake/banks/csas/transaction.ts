import type { BankRow } from '@/lib/intake/row';
import { accountOf, domesticAccount } from '@/lib/intake/text/accounts';
import { findSymbols } from '@/lib/intake/text/symbols';
import { joinTexts, tidy } from '@/lib/intake/text/tidy';
import { readAmount } from '../amount';
import { BankError } from '../provider';
import type { CsasTransaction } from './schema';

/** A transaction as a row; null for a notice about money that did not move. Throws BankError MALFORMED. */
export function bankRow(bank: string, transaction: CsasTransaction): BankRow | null {
  const { amount, creditDebitIndicator, status, bookingDate, valueDate, entryReference } = transaction;
  if (status === 'INFO') return null;
  const date = bookingDate?.date ?? valueDate?.date;
  if (date === undefined)
    throw new BankError('MALFORMED', `${bank} states a transaction without a day: try again later.`);
  const details = transaction.entryDetails?.transactionDetails;
  const parties = details?.relatedParties;
  // The other side of the transaction; this side is the customer.
  const [other, otherAccount] =
    creditDebitIndicator === 'CRDT'
      ? [parties?.debtor, parties?.debtorAccount]
      : [parties?.creditor, parties?.creditorAccount];
  return {
    date,
    amountMinor: signed(readAmount(bank, amount.value, amount.currency), creditDebitIndicator),
    currency: amount.currency,
    payee: tidy(other?.name),
    description: joinTexts([
      details?.remittanceInformation?.unstructured,
      details?.additionalRemittanceInformation,
      details?.additionalTransactionDescription,
      details?.additionalTransactionInformation,
    ]),
    counterpartyAccount:
      accountOf(otherAccount?.identification?.iban) ?? nationalAccount(otherAccount?.identification?.other),
    bankId: entryReference ?? null,
    symbols: symbolsOf(details),
    status: status === 'BOOK' ? 'CLEARED' : 'PENDING',
    balanceMinor: null,
  };
}

/** The amount with the sign of its direction. Older answers have a sign of their own, which says the same. */
export function signed(amountMinor: bigint, direction: 'CRDT' | 'DBIT'): bigint {
  const absolute = amountMinor < 0n ? -amountMinor : amountMinor;
  return direction === 'DBIT' ? -absolute : absolute;
}

/** ["VS:123456", "SS:…", "KS:…"], or else "VS0250117002/SS0000000000/KS0000" in the end-to-end reference. */
function symbolsOf(
  details: NonNullable<CsasTransaction['entryDetails']>['transactionDetails'],
): BankRow['symbols'] {
  const symbols: BankRow['symbols'] = {};
  for (const reference of details?.remittanceInformation?.structured?.creditorReferenceInformation
    ?.reference ?? [])
    findSymbols(symbols, reference);
  if (Object.keys(symbols).length === 0) findSymbols(symbols, details?.references?.endToEndIdentification);
  return symbols;
}

/** "000000-2108589434/0800" as people write it: "2108589434/0800". */
function nationalAccount(text: string | null | undefined): string | null {
  const [number, bankCode] = (text ?? '').split('/');
  return domesticAccount(number, bankCode);
}

import { accountOf, domesticAccount, isIban } from '@/lib/intake/text/accounts';
import { knownCurrency, parseMinor } from '@/lib/intake/text/amount';
import { bankIdOf, newRow } from '../collector';
import { leadingDate } from '../dates';
import { findSymbols } from '@/lib/intake/text/symbols';
import { joinTexts, tidy } from '@/lib/intake/text/tidy';
import type { ImportRow, SkipReason } from '../../types';

type Side = { name: string | null; ultimate: string | null; account: string | null; bank: string | null };

/** What one Ntry says; of its TxDtls the first, and how many there are. */
export class CamtEntry {
  amount = '';
  currency: string | null = null;
  indicator = '';
  reversal = false;
  status = '';
  booked: string | null = null;
  valued: string | null = null;
  reference: string | null = null;
  entryReference: string | null = null;
  information: string | null = null;
  details = 0;
  detailReference: string | null = null;
  transactionId: string | null = null;
  detailInformation: string | null = null;
  readonly debtor: Side = { name: null, ultimate: null, account: null, bank: null };
  readonly creditor: Side = { name: null, ultimate: null, account: null, bank: null };
  readonly unstructured: string[] = [];
  readonly references: string[] = [];
  readonly endToEnd: string[] = [];

  constructor(readonly line: number) {}

  get hasDate(): boolean {
    return this.booked !== null || this.valued !== null;
  }

  /**
   * Takes the value of an element inside the entry; `path` leads from the entry to it, the entry itself left
   * out.
   */
  take(path: readonly string[], value: string): void {
    const [first, second] = path;
    // The first version has the details of a payment right inside the entry.
    const details =
      first === 'TxDtls' ? path : first === 'NtryDtls' && second === 'TxDtls' ? path.slice(1) : null;
    if (details) {
      if (this.details === 1) this.takeDetail(details, value);
      return;
    }
    switch (first) {
      case 'Amt':
        this.amount = value;
        break;
      case 'CdtDbtInd':
        this.indicator = value;
        break;
      case 'RvslInd':
        this.reversal = value === 'true' || value === '1';
        break;
      case 'Sts':
        this.status ||= value;
        break;
      case 'BookgDt':
        this.booked ??= value;
        break;
      case 'ValDt':
        this.valued ??= value;
        break;
      case 'AcctSvcrRef':
        this.reference = value;
        break;
      case 'NtryRef':
        this.entryReference = value;
        break;
      case 'AddtlNtryInf':
        this.information = value;
        break;
    }
  }

  /**
   * The counts are of entries: an entry that books a batch of payments at once is one movement of the
   * account.
   */
  toRow(
    statementCurrency: string | null,
    statementDate: string | null,
    fallback: string | null,
  ): ImportRow | SkipReason {
    if (this.status === 'INFO') return 'NOT_A_TRANSACTION';
    const stated = this.booked ?? this.valued ?? statementDate;
    if (stated === null) return 'NO_DATE';
    const date = leadingDate(stated);
    if (date === null) return 'BAD_DATE';
    const currency = knownCurrency(this.currency ?? statementCurrency);
    if (currency === undefined) return 'UNKNOWN_CURRENCY';
    if (this.indicator !== 'CRDT' && this.indicator !== 'DBIT') return 'UNKNOWN_MARK';
    const amount = parseMinor(this.amount, currency ?? fallback);
    if (typeof amount === 'string') return amount;
    // The indicator says which way the entry itself moves money, of a reversal too; RvslInd only says that it
    // undoes another one.
    const isCredit = this.indicator === 'CRDT';
    const row = newRow(this.line, date, isCredit ? amount : -amount, currency);
    row.status = this.status === 'PDNG' || this.status === 'FUTR' ? 'PENDING' : 'CLEARED';
    row.description =
      joinTexts([this.unstructured.join(' ')]) ??
      joinTexts(this.references) ??
      tidy(this.detailInformation) ??
      tidy(this.information);
    // The parties of a reversal are those of the payment it undoes.
    if (this.details <= 1)
      this.setCounterparty(row, isCredit !== this.reversal ? this.debtor : this.creditor);
    else row.description = joinTexts([this.information]) ?? row.description;
    row.bankId = this.bankId();
    for (const text of [...this.endToEnd, ...this.references, ...this.unstructured, this.detailInformation])
      findSymbols(row.symbols, text);
    return row;
  }

  private setCounterparty(row: ImportRow, side: Side): void {
    row.payee = tidy(side.name ?? side.ultimate);
    const account = accountOf(side.account);
    row.counterpartyAccount =
      account === null || isIban(account) ? account : domesticAccount(account, side.bank);
  }

  private bankId(): string | null {
    const single = this.details <= 1;
    // A short number only counts the entries of the statement and starts again in the next one.
    const reference = /^\d{1,6}$/.test(this.entryReference ?? '') ? null : this.entryReference;
    return (
      bankIdOf(this.reference) ??
      bankIdOf(single ? this.detailReference : null) ??
      bankIdOf(reference) ??
      bankIdOf(single ? this.transactionId : null)
    );
  }

  private takeDetail(path: readonly string[], value: string): void {
    const last = path.at(-1)!;
    switch (path[1]) {
      case 'Refs':
        if (last === 'AcctSvcrRef') this.detailReference = value;
        else if (last === 'TxId') this.transactionId = value;
        else if (last === 'EndToEndId' || last === 'InstrId' || last === 'PmtInfId')
          this.endToEnd.push(value);
        break;
      case 'RltdPties':
        this.takeParty(path, value);
        break;
      case 'RltdAgts':
        // Czech banks state the four digits of the bank as a clearing member or as another id.
        if (last === 'MmbId' || (last === 'Id' && path.at(-2) === 'Othr')) {
          if (path[2] === 'DbtrAgt') this.debtor.bank ??= value;
          else if (path[2] === 'CdtrAgt') this.creditor.bank ??= value;
        }
        break;
      case 'RmtInf':
        if (last === 'Ustrd') this.unstructured.push(value);
        else if (last === 'AddtlRmtInf' || (last === 'Ref' && path.at(-2) === 'CdtrRefInf'))
          this.references.push(value);
        break;
      case 'AddtlTxInf':
        this.detailInformation = value;
        break;
    }
  }

  private takeParty(path: readonly string[], value: string): void {
    const role = path[2] ?? '';
    const last = path.at(-1)!;
    const side = role.includes('Dbtr') ? this.debtor : role.includes('Cdtr') ? this.creditor : null;
    if (!side) return;
    if (last === 'Nm' && (path.length === 4 || path[3] === 'Pty' || path[3] === 'Agt')) {
      if (role.startsWith('Ultmt')) side.ultimate ??= value;
      else if (!role.endsWith('Acct')) side.name ??= value;
    } else if (role.endsWith('Acct') && path[3] === 'Id' && isAccountNumber(path)) side.account ??= value;
  }
}

/** Whether the element is the number of an account: an IBAN, or what the versions have in its place. */
export function isAccountNumber(path: readonly string[]): boolean {
  const [parent = '', name = ''] = path.slice(-2);
  return (
    name === 'IBAN' || name === 'BBAN' || (name === 'Id' && (parent === 'Othr' || parent === 'PrtryAcct'))
  );
}

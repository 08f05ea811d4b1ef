import { accountOf, domesticAccount, isIban } from '@/lib/intake/text/accounts';
import { findSymbols } from '@/lib/intake/text/symbols';
import { joinTexts, tidy } from '@/lib/intake/text/tidy';
import type { ImportRow } from '../../types';

type Details = Pick<ImportRow, 'payee' | 'description' | 'counterpartyAccount'>;

/**
 * A line of an :86: has 65 characters at most, a subfield 27: what fills its place goes on in the next one
 * without a space.
 */
const FULL_LINE = 65;
const FULL_SUBFIELD = 27;
/** A code of three digits, a sign that the bank chose, and the two digits of the first subfield. */
const SUBFIELDS = /^\s*\d{3}([?~^<>@|+*#$!])\d{2}/;
/**
 * Without the code only signs are taken that nobody begins a text with: "+420 777…", "#12" and "$50" are
 * texts.
 */
const SUBFIELDS_ALONE = /^\s*([?~^<>|])\d{2}/;
const SEPA_TAG =
  /(?:^|\s|(?<=[^A-Z]))(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|PURP|BREF|RREF|IBAN|BIC|ANAM)\+/g;
const SLASH_TAGS =
  'TRTP|IBAN|BIC|NAME|REMI|EREF|BENM|ORDP|CNTP|MARF|CSID|ISDT|PREF|RTRN|ADDR|PURP|ULTB|ULTD|ULTC|TRCD|SVCL|INIT|ACCW|OAMT|OCMT|CHGS|EXCH|UDTR|UCRD';
const SLASH_TAG = new RegExp(`/(${SLASH_TAGS})/`, 'g');

/** Adds to a row what the lines of its :86: say, in whichever of the three dialects the bank writes. */
export function addDetails(row: ImportRow, lines: readonly string[]): void {
  const first = lines[0] ?? '';
  const subfields = SUBFIELDS.exec(first) ?? SUBFIELDS_ALONE.exec(first);
  const found = subfields ? fromSubfields(lines.join(''), subfields[1]!) : fromText(joinLines(lines));
  row.payee = found.payee ?? row.payee;
  row.description = found.description ?? row.description;
  row.counterpartyAccount = found.counterpartyAccount ?? row.counterpartyAccount;
  findSymbols(
    row.symbols,
    subfields
      ? lines
          .join('')
          .split(subfields[1]!)
          .map((part) => part.slice(2))
          .join(' ')
      : joinLines(lines),
  );
}

function joinLines(lines: readonly string[]): string {
  return lines.reduce(
    (text, line, index) =>
      index === 0 ? line : text + (lines[index - 1]!.length >= FULL_LINE ? '' : ' ') + line,
    '',
  );
}

/**
 * "166?00GUTSCHRIFT?20EREF+…?30BIC?31IBAN?32Name": 20–29 and 60–63 the purpose, 30 bank, 31 and 38 account,
 * 32 and 33 name.
 */
function fromSubfields(text: string, separator: string): Details {
  const values = new Map<string, string>();
  let purpose = '';
  let last = 0;
  for (const part of subfieldsOf(text, separator)) {
    const code = part.slice(0, 2);
    const value = part.slice(2);
    if (/^(?:2\d|6[0-3])$/.test(code)) {
      purpose += (purpose === '' || last >= FULL_SUBFIELD ? '' : ' ') + value;
      last = value.length;
    } else values.set(code, (values.get(code) ?? '') + value);
  }
  const sepa = tagged(purpose, SEPA_TAG);
  const name =
    (values.get('32') ?? '') +
    ((values.get('32') ?? '').length >= FULL_SUBFIELD ? '' : ' ') +
    (values.get('33') ?? '');
  const account = values.get('38') || values.get('31') || sepa.get('IBAN');
  return {
    payee: tidy(name) ?? tidy(sepa.get('ANAM') ?? sepa.get('ABWA') ?? sepa.get('ABWE')),
    description:
      tidy(sepa.get('SVWZ')) ??
      (sepa.size > 0 ? tidy(sepa.get('')) : tidy(purpose)) ??
      tidy(values.get('00')),
    counterpartyAccount:
      account === undefined
        ? null
        : isIban(account.replace(/\s/g, ''))
          ? accountOf(account)
          : domesticAccount(account, values.get('30')),
  };
}

/**
 * The subfields, each behind its two digits. The sign also stands inside texts ("Was ist das? Miete"), where
 * no digits follow it.
 */
function subfieldsOf(text: string, separator: string): string[] {
  const parts: string[] = [];
  for (const part of text.split(separator).slice(1)) {
    if (/^\d{2}/.test(part)) parts.push(part);
    else if (parts.length > 0) parts.push(`${parts.pop()}${separator}${part}`);
  }
  return parts;
}

/** "/TRTP/SEPA/IBAN/…/NAME/…/REMI/…", or a text without any structure. */
function fromText(text: string): Details {
  const tags = tagged(text, SLASH_TAG);
  if (tags.size === (tags.has('') ? 1 : 0))
    return { payee: null, description: tidy(text), counterpartyAccount: null };
  const [cntpAccount, , cntpName] = (tags.get('CNTP') ?? '').split('/');
  const party = tags.get('BENM') || tags.get('ORDP');
  const remittance = (tags.get('REMI') ?? '').replace(/^(?:USTD|STRD)\/[^/]{0,10}\//, '').replace(/\/+$/, '');
  return {
    payee:
      tidy(tags.get('NAME')?.replace(/\/+$/, '')) ?? tidy(cntpName) ?? tidy(party?.replace(/^\/+|\/+$/g, '')),
    description: joinTexts([remittance]) ?? tidy(tags.get('')) ?? tidy(tags.get('TRTP') ?? tags.get('TRCD')),
    counterpartyAccount: accountOf((tags.get('IBAN') ?? cntpAccount ?? '').replace(/\/+$/, '')),
  };
}

/**
 * The texts behind each tag; what stands before the first one has the name "". The first of several equal
 * tags counts.
 */
function tagged(text: string, pattern: RegExp): Map<string, string> {
  const found = new Map<string, string>();
  let name = '';
  let from = 0;
  const keep = (end: number) => {
    const value = text.slice(from, end).trim();
    if (value !== '' && !found.get(name)) found.set(name, value);
  };
  for (const match of text.matchAll(pattern)) {
    keep(match.index);
    name = match[1]!;
    from = match.index + match[0].length;
    if (!found.has(name)) found.set(name, '');
  }
  keep(text.length);
  return found;
}

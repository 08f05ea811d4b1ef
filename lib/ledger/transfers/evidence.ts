import { isSameNumber } from '@/lib/ledger/accounts/same-number';
import { plainText } from '@/lib/core/plain-text';
import type { Side } from './find';

/**
 * Words by which banks and people call a move between own accounts, without accents, in the languages of the
 * files Saldo reads.
 */
const TRANSFER_WORDS = new Set(
  (
    'transfer transfers prevod prevody presun preplatek vlastni internal own exchange smena savings saving sporeni sporici uspory vyber vklad hotovost atm bankomat ' +
    'umbuchung ubertrag uberweisung eigen eigene sparen virement interne epargne giroconto przelew wlasny wlasne repayment splatka topup top dobiti'
  ).split(' '),
);
/** Words of what is bought, earned or charged: with one of these, equal amounts are a coincidence. */
const OTHER_WORDS = new Set(
  'card karta kartou kartenzahlung karte carte tarjeta purchase nakup pos contactless refund cashback fee poplatek interest urok uroky salary mzda plat wage invoice faktura tip ticket'.split(
    ' ',
  ),
);

/** Below fifty units of most currencies equal amounts meet every day: tickets, deposits on bottles. */
const SMALL_CHANGE_MINOR = 5_000n;

/**
 * How well two sides tell that they are one transfer: NAMED when one names the other's account number or both
 * are with people of the household, TOLD when words do, AGAINST when one names somebody else's account, is a
 * purchase, or is small change; SILENT when nothing speaks either way.
 */
export type Evidence = 'NAMED' | 'TOLD' | 'SILENT' | 'AGAINST';

export function evidenceOf(out: Side, into: Side, isOwnName: (payee: string | null) => boolean): Evidence {
  if (
    isSameNumber(out.counterparty, into.accountNumber) ||
    isSameNumber(into.counterparty, out.accountNumber)
  )
    return 'NAMED';
  // A bank that knows the other account and names another one has answered the question.
  if (
    (out.counterparty !== null && into.accountNumber !== null) ||
    (into.counterparty !== null && out.accountNumber !== null)
  )
    return 'AGAINST';
  if (isOwnName(out.payee) && isOwnName(into.payee)) return 'NAMED';
  const [said, heard] = [wordsOf(out.text), wordsOf(into.text)];
  if (mentions(said, into.accountName) || mentions(heard, out.accountName)) return 'TOLD';
  const debt = [out, into].some(({ accountType }) => accountType === 'CREDIT_CARD' || accountType === 'LOAN');
  if (!debt && [...said, ...heard].some((word) => OTHER_WORDS.has(word))) return 'AGAINST';
  if ([...said, ...heard].some((word) => TRANSFER_WORDS.has(word))) return 'TOLD';
  return into.amountMinor < SMALL_CHANGE_MINOR ? 'AGAINST' : 'SILENT';
}

/**
 * Tells whether a payee is one of these people, whatever the order, case and titles a bank writes a name in.
 * One word is no name: many are called Jana.
 */
export function nameFinder(names: readonly string[]): (payee: string | null) => boolean {
  const people = names.map((name) => [...wordsOf(name)]).filter((words) => words.length >= 2);
  return (payee) => {
    const words = wordsOf(payee ?? '');
    return people.some((name) => name.every((word) => words.has(word)));
  };
}

function wordsOf(text: string): Set<string> {
  return new Set(plainText(text).split(' ').filter(Boolean));
}

/** Whether the words contain those of an account's name that are its own: "account" is everybody's. */
function mentions(words: ReadonlySet<string>, accountName: string): boolean {
  const own = plainText(accountName)
    .split(' ')
    .filter((word) => word.length >= 4 && !/^(account|ucet|konto|compte|bezny|current)$/.test(word));
  return own.length > 0 && own.every((word) => words.has(word));
}

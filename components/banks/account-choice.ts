import type { BankAccountChoice } from '@/graphql/__generated__/client/graphql';
import type { ConnectedAccount, HouseholdAccount } from './queries';

export const NEW = 'new';
export const NONE = 'none';

/**
 * Where an account of the bank goes: NEW, NONE, or the id of an account of the household; and from which day
 * on ('' while it is no day).
 */
export interface Choice {
  target: string;
  firstDay: string;
}

const digits = (number: string | null) => (number ?? '').replaceAll(/[\s-]/g, '').toUpperCase();

/**
 * The household's accounts that an account of the bank may go into: of its currency, and not fed by another
 * connection.
 */
export function fittingAccounts(
  offered: ConnectedAccount,
  accounts: readonly HouseholdAccount[],
  connectionId: string,
): HouseholdAccount[] {
  return accounts.filter(
    ({ currency, bankConnection }) =>
      currency === offered.currency && (bankConnection === null || bankConnection.id === connectionId),
  );
}

/**
 * What is proposed for an account: what is so already; the account of the same number, which a person opened
 * for it before; a new account. Once some account is followed, those left out were left out on purpose.
 */
export function proposedChoice(
  offered: ConnectedAccount,
  fitting: readonly HouseholdAccount[],
  { isFirst, firstDay }: { isFirst: boolean; firstDay: string },
): Choice {
  const same = digits(offered.number)
    ? fitting.find(({ number }) => digits(number) === digits(offered.number))
    : undefined;
  const target = offered.account?.id ?? (isFirst ? (same?.id ?? NEW) : NONE);
  return { target, firstDay: offered.fetchFrom ?? firstDay };
}

/**
 * What has to be sent: only what differs from how it is, because whatever is sent is fetched from its first
 * day again.
 */
export function changedChoices(
  accounts: readonly ConnectedAccount[],
  choices: ReadonlyMap<string, Choice>,
): BankAccountChoice[] {
  return accounts.flatMap(({ id, account, fetchFrom }): BankAccountChoice[] => {
    const choice = choices.get(id);
    if (!choice) return [];
    if (choice.target === NONE) return account ? [{ bankAccountId: id }] : [];
    if (choice.target === account?.id && choice.firstDay === fetchFrom) return [];
    const first = { bankAccountId: id, fetchFrom: choice.firstDay };
    return [choice.target === NEW ? { ...first, newAccount: true } : { ...first, accountId: choice.target }];
  });
}

import type { ProviderId } from '@/lib/intake/banks/provider';
import type { LocalDate } from '@/lib/core/dates/local-date';
import type { LeftOut } from '@/lib/insight/overview/data';
import type { Role } from '@/lib/people/memberships/types';

/** What is true when a mail is written, by the kind of the mail. */
export type MailFacts =
  /** `token` confirms the address; null when it is confirmed already. */
  | { kind: 'WELCOME'; token: string | null }
  /** `to` is somebody who may never have heard of Saldo; `endsOn` is the last day the link holds. */
  | {
      kind: 'INVITATION';
      to: string;
      token: string;
      household: string;
      invitedBy: string;
      role: Role;
      endsOn: LocalDate;
    }
  | { kind: 'VERIFY_EMAIL'; to: string; token: string }
  | { kind: 'EMAIL_CHANGE_BEGUN'; to: string; newEmail: string }
  | { kind: 'ADDRESS_KNOWN' }
  | { kind: 'RESET_PASSWORD'; token: string }
  /** `on` is the last day to change one's mind. */
  | { kind: 'HOUSEHOLD_DELETION_ASKED'; household: string; by: string; on: LocalDate }
  | { kind: 'HOUSEHOLD_ERASED'; household: string }
  | { kind: 'PERSON_DELETION_ASKED'; on: LocalDate }
  | { kind: 'PERSON_ERASED' }
  /** `daysLeft` counts days of the calendar: 0 is today. */
  | { kind: 'CONSENT_ENDS'; provider: ProviderId; daysLeft: number; endsOn: LocalDate }
  /** `lastSuccessOn` is null when it never worked. */
  | { kind: 'SYNC_FAILING'; provider: ProviderId; ended: boolean; lastSuccessOn: LocalDate | null }
  /** `waiting` rows are in the review inbox. */
  | {
      kind: 'IMPORT_DONE';
      importId: string;
      fileName: string;
      added: number;
      known: number;
      waiting: number;
      skipped: number;
    }
  | MonthlySummary;

/** Amounts are in minor units of `currency`; negative is money out. */
export type MonthlySummary = {
  kind: 'MONTHLY_SUMMARY';
  household: string;
  month: LocalDate;
  monthEnd: LocalDate;
  currency: string;
  incomeMinor: bigint;
  expensesMinor: bigint;
  netWorthMinor: bigint;
  /**
   * The largest expenses by category of the first level, the largest first; `name` is null for what has no
   * category.
   */
  categories: { name: string | null; expensesMinor: bigint; monthBeforeMinor: bigint }[];
  /** What no rate was known for: it is in none of the amounts. */
  leftOut: LeftOut[];
};

export type FactsOf<Kind extends MailFacts['kind']> = Extract<MailFacts, { kind: Kind }>;

/**
 * What a mail is about, by ids: its texts are written when it is sent, in the language its reader has by
 * then.
 */
export type MailAbout =
  | { kind: 'WELCOME' }
  /** Goes to the address that was invited; the token is that of the link. */
  | { kind: 'INVITATION'; invitationId: string; token: string }
  /** Goes to `email`, which may be one that the person is about to take. */
  | { kind: 'VERIFY_EMAIL'; email: string }
  /** Goes to `email`, the address until now. */
  | { kind: 'EMAIL_CHANGE_BEGUN'; email: string; newEmail: string }
  /** Somebody tried to register an address that is registered. */
  | { kind: 'ADDRESS_KNOWN' }
  | { kind: 'RESET_PASSWORD' }
  /** Each owner gets it; `by` is who asked. */
  | { kind: 'HOUSEHOLD_DELETION_ASKED'; by: string }
  /** Sealed for another household of its reader: the one it is about is no more. */
  | { kind: 'HOUSEHOLD_ERASED'; household: string }
  | { kind: 'PERSON_DELETION_ASKED' }
  | { kind: 'CONSENT_ENDS'; connectionId: string; provider: string; daysLeft: number }
  /** `ended`: the bank has taken the consent back; otherwise it has failed several times in a row. */
  | { kind: 'SYNC_FAILING'; connectionId: string; provider: string; ended: boolean }
  | { kind: 'IMPORT_DONE'; importId: string }
  /** `month` is the first day of the month that is summed up, YYYY-MM-DD. */
  | { kind: 'MONTHLY_SUMMARY'; month: string };

/** A mail as it goes out. */
export type WrittenMail = { to: string; subject: string; text: string; html: string };

/** What the sealed column of a mail holds; `written` is there once it was sent. */
export type SealedMail = { about: MailAbout; written?: WrittenMail };

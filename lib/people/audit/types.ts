/**
 * What the audit trail knows. An event's name says what was done; whom or what it was done to is in
 * `subject`.
 */
export type AuditAction =
  | 'SIGNED_IN'
  | 'SIGN_IN_REFUSED'
  | 'SIGNED_OUT'
  | 'SESSION_ENDED'
  | 'PASSWORD_CHANGED'
  | 'PASSWORD_RESET'
  | 'EMAIL_CHANGED'
  | 'FACTOR_ADDED'
  | 'FACTOR_REMOVED'
  | 'RECOVERY_CODES_MADE'
  | 'IDENTITY_LINKED'
  | 'IDENTITY_UNLINKED'
  | 'PERSON_INVITED'
  | 'INVITATION_REVOKED'
  | 'PERSON_JOINED'
  | 'PERSON_LEFT'
  | 'PERSON_REMOVED'
  | 'ROLE_CHANGED'
  | 'TOKEN_MADE'
  | 'TOKEN_REVOKED'
  | 'BANK_CONNECTED'
  | 'BANK_DISCONNECTED'
  | 'DATA_EXPORTED'
  | 'DATA_IMPORTED'
  | 'HOUSEHOLD_DELETION_ASKED'
  | 'HOUSEHOLD_DELETION_CANCELLED'
  | 'PERSON_DELETION_ASKED'
  | 'PERSON_DELETION_CANCELLED'
  | 'PERSON_ERASED';

/** Where a request comes from; null where nobody could tell. */
export type Origin = { device: string | null; address: string | null };

/** Who does something, and where from. `user` is null for Saldo itself. */
export type Actor = Origin & { user: { id: string; email: string; name: string | null } | null };

/** Somebody who changes something of their own. */
export type PersonalActor = Actor & { user: NonNullable<Actor['user']> };

/** What the sealed column of an event holds: names as they were then, because people leave. */
export type SealedAuditEvent = {
  actor: string | null;
  subject: string | null;
  device: string | null;
  address: string | null;
};

export type AuditEvent = SealedAuditEvent & { id: string; action: AuditAction; at: Date };

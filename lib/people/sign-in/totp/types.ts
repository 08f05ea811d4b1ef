/** What can be asked for after a password. */
export type FactorKind = 'TOTP' | 'PASSKEY' | 'RECOVERY_CODE';

import type { useTranslations } from 'next-intl';

type Translate = ReturnType<typeof useTranslations<'audit'>>;

const PROOFS = {
  password: 'password',
  'authenticator app': 'app',
  'recovery code': 'recoveryCode',
  passkey: 'passkey',
} as const;
const BANKS = { csas: 'csas', fio: 'fio', 'mock-bank': 'mockBank' } as const;
/** Names, the same in every language; that of `oidc` is the operator's. */
const PROVIDERS = { mojeid: 'MojeID', bankid: 'Bank iD', google: 'Google', github: 'GitHub' } as const;
const ROLES = /\((OWNER|MEMBER|VIEWER)(?: → (OWNER|MEMBER|VIEWER))?\)$/;

function lookUp<Found>(words: Record<string, Found>, word: string): Found | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

/**
 * What an event was about in the reader's language. The trail keeps it as it was written; what is no word of
 * Saldo's own is left as it is.
 */
export function subjectText(t: Translate, action: string, subject: string): string {
  switch (action) {
    case 'PERSON_INVITED':
    case 'PERSON_JOINED':
    case 'ROLE_CHANGED':
      return subject.replace(
        ROLES,
        (_all, from: 'OWNER' | 'MEMBER' | 'VIEWER', to?: 'OWNER' | 'MEMBER' | 'VIEWER') =>
          `(${t(`roles.${from}`)}${to ? ` → ${t(`roles.${to}`)}` : ''})`,
      );
    case 'SIGN_IN_REFUSED':
    case 'FACTOR_ADDED':
    case 'FACTOR_REMOVED': {
      const proof = lookUp(PROOFS, subject);
      return proof ? t(`words.${proof}`) : subject;
    }
    case 'SESSION_ENDED':
      return /^\d+$/.test(subject) ? t('words.sessions', { count: Number(subject) }) : subject;
    case 'IDENTITY_LINKED':
    case 'IDENTITY_UNLINKED':
      return lookUp(PROVIDERS, subject) ?? (subject === 'oidc' ? t('words.oidc') : subject);
    case 'BANK_CONNECTED':
    case 'BANK_DISCONNECTED': {
      const bank = lookUp(BANKS, subject);
      return bank ? t(`words.${bank}`) : subject;
    }
    default:
      return subject;
  }
}

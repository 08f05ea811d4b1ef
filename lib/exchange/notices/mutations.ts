import { db } from '@/lib/platform/db/pool';
import { issueSecret } from '@/lib/platform/one-time/mutations';
import { findUser, isEmailVerified } from '@/lib/people/users/data';
import type { MailFacts } from './templates/facts';
import type { MailAbout } from '@/lib/platform/mail/types';

type Personal = Extract<
  MailAbout,
  { kind: 'WELCOME' | 'VERIFY_EMAIL' | 'EMAIL_CHANGE_BEGUN' | 'ADDRESS_KNOWN' | 'RESET_PASSWORD' }
>;

/**
 * What a mail about a person's own way in has to tell; null when there is nothing to tell any more. The
 * secret of its link is made here, when the mail is written: its minutes begin when the mail goes out, and
 * nothing but its hash is ever stored.
 */
export async function personalFacts(userId: string, about: Personal): Promise<MailFacts | null> {
  const user = await findUser(userId);
  if (!user) return null;
  switch (about.kind) {
    case 'WELCOME':
      return {
        kind: 'WELCOME',
        token: (await isEmailVerified(userId))
          ? null
          : (await issueSecret(db(), 'VERIFY_EMAIL', { userId, email: user.email })).token,
      };
    case 'VERIFY_EMAIL':
      if (about.email === user.email && (await isEmailVerified(userId))) return null;
      return {
        kind: 'VERIFY_EMAIL',
        to: about.email,
        token: (await issueSecret(db(), 'VERIFY_EMAIL', { userId, email: about.email })).token,
      };
    case 'EMAIL_CHANGE_BEGUN':
      return { kind: 'EMAIL_CHANGE_BEGUN', to: about.email, newEmail: about.newEmail };
    case 'ADDRESS_KNOWN':
      return { kind: 'ADDRESS_KNOWN' };
    case 'RESET_PASSWORD':
      return {
        kind: 'RESET_PASSWORD',
        token: (await issueSecret(db(), 'RESET_PASSWORD', { userId, email: user.email })).token,
      };
  }
}

import type { FactsOf } from './facts';
import { linkWith, type Letter, type Reader } from './letter';
import type { Words } from './words';

export function verifyEmail({ to, token }: FactsOf<'VERIFY_EMAIL'>, { t }: Words, reader: Reader): Letter {
  return {
    subject: t('verifyEmail.subject'),
    title: t('verifyEmail.subject'),
    paragraphs: [t('verifyEmail.what', { email: to }), t('verifyEmail.until')],
    tables: [],
    action: { label: t('verifyEmail.action'), href: linkWith(reader, '/verify', token) },
    reason: t('identityReason'),
  };
}

export function emailChangeBegun(
  { newEmail }: FactsOf<'EMAIL_CHANGE_BEGUN'>,
  { t }: Words,
  reader: Reader,
): Letter {
  return {
    subject: t('emailChange.subject'),
    title: t('emailChange.subject'),
    paragraphs: [t('emailChange.what', { email: newEmail }), t('emailChange.notYou')],
    tables: [],
    action: { label: t('emailChange.action'), href: `${reader.address}/settings/security` },
    reason: t('identityReason'),
  };
}

export function addressKnown({ t }: Words, reader: Reader): Letter {
  return {
    subject: t('addressKnown.subject'),
    title: t('addressKnown.subject'),
    paragraphs: [t('addressKnown.what', { email: reader.email }), t('addressKnown.next')],
    tables: [],
    action: { label: t('addressKnown.action'), href: `${reader.address}/login` },
    reason: t('identityReason'),
  };
}

export function resetPassword({ token }: FactsOf<'RESET_PASSWORD'>, { t }: Words, reader: Reader): Letter {
  return {
    subject: t('resetPassword.subject'),
    title: t('resetPassword.subject'),
    paragraphs: [t('resetPassword.what', { email: reader.email }), t('resetPassword.until')],
    tables: [],
    action: { label: t('resetPassword.action'), href: linkWith(reader, '/reset', token) },
    reason: t('identityReason'),
  };
}

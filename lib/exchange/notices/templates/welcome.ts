import type { FactsOf } from './facts';
import { linkWith, type Letter, type Reader } from './letter';
import type { Words } from './words';

export function welcome({ token }: FactsOf<'WELCOME'>, { t }: Words, reader: Reader): Letter {
  return {
    subject: t('welcome.subject'),
    title: t('welcome.subject'),
    paragraphs: [t('welcome.ready'), t('welcome.begin'), ...(token ? [t('welcome.verify')] : [])],
    tables: [],
    action: token
      ? { label: t('verifyEmail.action'), href: linkWith(reader, '/verify', token) }
      : { label: t('welcome.action'), href: reader.address },
    reason: t('welcome.reason', { email: reader.email }),
  };
}

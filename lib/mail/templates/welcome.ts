import type { Letter, Reader } from './letter';
import type { Words } from './words';

export function welcome({ t }: Words, reader: Reader): Letter {
  return {
    subject: t('welcome.subject'),
    title: t('welcome.subject'),
    paragraphs: [t('welcome.ready'), t('welcome.begin')],
    tables: [],
    action: { label: t('welcome.action'), href: reader.address },
    reason: t('welcome.reason', { email: reader.email }),
  };
}

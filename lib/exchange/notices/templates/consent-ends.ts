import type { FactsOf } from './facts';
import type { Letter, Reader } from './letter';
import type { Words } from './words';

export function consentEnds(
  { provider, daysLeft, endsOn }: FactsOf<'CONSENT_ENDS'>,
  { t, date }: Words,
  reader: Reader,
): Letter {
  const bank = t(`banks.${provider}`);
  const subject = t('consentEnds.subject', { bank, days: daysLeft });
  return {
    subject,
    title: subject,
    paragraphs: [t('consentEnds.until', { bank, date: date(endsOn) }), t('consentEnds.renew')],
    tables: [],
    action: { label: t('consentEnds.action'), href: new URL('/connections', reader.address).href },
    reason: t('reason'),
  };
}

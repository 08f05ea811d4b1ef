import type { FactsOf } from './facts';
import type { Letter, Reader } from './letter';
import type { Words } from './words';

export function syncFailing(
  { provider, ended, lastSuccessOn }: FactsOf<'SYNC_FAILING'>,
  { t, date }: Words,
  reader: Reader,
): Letter {
  const bank = t(`banks.${provider}`);
  const kind = ended ? 'syncEnded' : 'syncFailing';
  const subject = t(`${kind}.subject`, { bank });
  const lastSuccess =
    lastSuccessOn === null ? t('lastSuccess.never') : t('lastSuccess.on', { date: date(lastSuccessOn) });
  return {
    subject,
    title: subject,
    paragraphs: [t(`${kind}.what`, { bank }), lastSuccess, t(`${kind}.next`)],
    tables: [],
    action: { label: t(`${kind}.action`), href: new URL('/connections', reader.address).href },
    reason: t('reason'),
  };
}

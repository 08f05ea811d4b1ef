import type { FactsOf } from './facts';
import type { Letter, Reader } from './letter';
import type { Words } from './words';

export function importDone(
  { importId, fileName, added, known, waiting, skipped }: FactsOf<'IMPORT_DONE'>,
  { t }: Words,
  reader: Reader,
): Letter {
  const subject = t('importDone.subject', { count: added });
  const counts = [
    ['added', added],
    ['known', known],
    ['waiting', waiting],
    ['skipped', skipped],
  ] as const;
  return {
    subject,
    title: subject,
    paragraphs: [t('importDone.where', { file: fileName })],
    tables: [
      {
        title: null,
        rows: counts.map(([name, count]) => ({
          label: t(`importDone.${name}`),
          value: t('number', { count }),
        })),
      },
    ],
    action: { label: t('importDone.action'), href: new URL(`/import/${importId}`, reader.address).href },
    reason: t('reason'),
  };
}

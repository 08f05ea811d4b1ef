'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from '@/components/ui/dialog';
import { KeyHint } from '@/components/ui/key-hint';
import { destinations } from './destinations';

export default function ShortcutsDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTranslations('frame');
  const then = t('shortcutThen');
  const rows: [label: string, ...keys: string[]][] = [
    [t('newTransaction'), 'n'],
    [t('searchTransactions'), '/'],
    [t('commandPalette'), navigator.userAgent.includes('Mac OS') ? '⌘ K' : 'Ctrl K'],
    ...destinations.map(({ name, key }): [string, string, string] => [t(name), 'g', key]),
    [t('shortcuts'), '?'],
  ];
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('shortcuts')}>
      <dl className="grid gap-0.5">
        {rows.map(([label, ...keys]) => (
          <div key={label} className="flex h-9 items-center justify-between gap-4">
            <dt>{label}</dt>
            <dd className="flex items-center gap-1.5 text-12 text-muted">
              {keys.map((key, index) => (
                <span key={index} className="contents">
                  {index > 0 && then}
                  <KeyHint>{key}</KeyHint>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

'use client';

import { History, MoreHorizontal, Trash2, Undo2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { Badge, type Tone } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, type MenuItem } from '@/components/ui/menu';
import { formatInstant } from './format-instant';
import type { ImportListItem } from './queries';
import { TakeBackDialog } from './take-back-dialog';
import { useDiscard } from './use-discard';

const tones: Record<ImportListItem['status'], Tone> = {
  PREVIEW: 'attention',
  QUEUED: 'accent',
  RUNNING: 'accent',
  DONE: 'income',
  FAILED: 'wrong',
  REVERTED: 'neutral',
};

/** Every file that was imported, and the way to take each back. */
export function ImportHistory({
  imports,
  timeZone,
}: {
  imports: readonly ImportListItem[];
  timeZone: string;
}) {
  const t = useTranslations('import');
  const [takingBack, setTakingBack] = useState<ImportListItem | null>(null);
  return (
    <Card title={t('history')} flush>
      {imports.length === 0 ? (
        <EmptyState icon={<History />} title={t('empty')} />
      ) : (
        <ul>
          {imports.map((item) => (
            <HistoryRow
              key={item.id}
              item={item}
              timeZone={timeZone}
              onTakeBack={() => setTakingBack(item)}
            />
          ))}
        </ul>
      )}
      <TakeBackDialog target={takingBack} onClose={() => setTakingBack(null)} />
    </Card>
  );
}

function HistoryRow({
  item,
  timeZone,
  onTakeBack,
}: {
  item: ImportListItem;
  timeZone: string;
  onTakeBack: () => void;
}) {
  const t = useTranslations('import');
  const locale = useLocale();
  const discard = useDiscard(item);
  const details = [
    item.account?.name,
    formatInstant(item.createdAt, locale, timeZone),
    item.status === 'DONE' ? countsText(t, item) : null,
  ].filter(Boolean);
  const items: MenuItem[] =
    item.status === 'DONE'
      ? [{ label: t('takeBack'), icon: <Undo2 />, danger: true, onSelect: onTakeBack }]
      : item.status === 'PREVIEW' || item.status === 'FAILED'
        ? [{ label: t('discard'), icon: <Trash2 />, danger: true, onSelect: () => void discard() }]
        : [];
  return (
    <li className="relative flex min-h-14 items-center gap-3 border-t border-line px-4 py-2 hover:bg-grey-2 sm:px-6">
      <div className="min-w-0 flex-1">
        <Link href={`/import/${item.id}`} className="block truncate font-medium after:absolute after:inset-0">
          {item.fileName}
        </Link>
        <p className="text-12 text-muted">{details.join(' · ')}</p>
      </div>
      <Badge tone={tones[item.status]}>{t(`statuses.${item.status}`)}</Badge>
      <div className="relative size-9 pointer-coarse:size-11">
        {items.length > 0 && (
          <Menu
            align="end"
            items={items}
            trigger={
              <IconButton label={t('actionsFor', { name: item.fileName })}>
                <MoreHorizontal aria-hidden />
              </IconButton>
            }
          />
        )}
      </div>
    </li>
  );
}

function countsText(
  t: ReturnType<typeof useTranslations<'import'>>,
  { rowsAdded, rowsKnown, rowsSkipped }: ImportListItem,
): string {
  const parts = [t('countNew', { count: rowsAdded })];
  if (rowsKnown > 0) parts.push(t('countKnown', { count: rowsKnown }));
  if (rowsSkipped > 0) parts.push(t('countSkipped', { count: rowsSkipped }));
  return parts.join(', ');
}

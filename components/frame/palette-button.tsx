'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '@/components/ui/icon-button';
import { KeyHint } from '@/components/ui/key-hint';
import { useOpenPalette } from './shortcuts';

/** Looks like a search field, opens the command palette; only the glass where there is no room. */
export function PaletteButton({ compact = false }: { compact?: boolean }) {
  const open = useOpenPalette();
  const t = useTranslations('frame');
  const common = useTranslations('common');
  if (compact) {
    return (
      <IconButton label={t('commandPalette')} onClick={open}>
        <Search aria-hidden />
      </IconButton>
    );
  }
  return (
    <button
      type="button"
      title={t('commandPalette')}
      aria-haspopup="dialog"
      onClick={open}
      className="flex h-9 w-full items-center gap-3 rounded-md border border-line bg-card px-2.5 text-muted transition-colors hover:border-grey-7 hover:text-ink in-data-[sidebar=icons]:border-transparent in-data-[sidebar=icons]:bg-transparent"
    >
      <Search aria-hidden className="size-4.5 shrink-0" />
      <span className="truncate in-data-[sidebar=icons]:sr-only">{common('search')}</span>
      <span aria-hidden className="ml-auto flex gap-1 in-data-[sidebar=icons]:hidden">
        <KeyHint>Ctrl K</KeyHint>
      </span>
    </button>
  );
}

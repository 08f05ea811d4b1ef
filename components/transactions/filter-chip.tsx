import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** One thing the list is filtered by; a click takes it out. */
export function FilterChip({ name, onRemove }: { name: string; onRemove: () => void }) {
  const t = useTranslations('transactions');
  return (
    <button
      type="button"
      aria-label={t('removeFilter', { name })}
      onClick={onRemove}
      className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-full bg-accent-soft pr-2 pl-3 text-12 font-medium text-accent-strong hover:bg-grey-4 pointer-coarse:h-9"
    >
      <span className="truncate">{name}</span>
      <X aria-hidden className="size-3.5 shrink-0" />
    </button>
  );
}

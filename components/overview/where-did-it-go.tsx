'use client';

import { ChevronLeft } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { Doughnut } from '@/components/charts/doughnut';
import { writeFilters } from '@/components/transactions/filter';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { useActiveCategory } from './active-category';
import { Returned } from './returned';
import { foldRest, NO_CATEGORY, OTHER, splitBranches, toSlices, type Branch } from './slices';

interface WhereDidItGoProps {
  branches: readonly Branch[];
  currency: string;
  period: { from: string; to: string };
}

/**
 * Expenses by category. A slice opens into its subcategories, and what cannot be opened any further leads to
 * its transactions.
 */
export function WhereDidItGo({ branches, currency, period }: WhereDidItGoProps) {
  const t = useTranslations('dashboard');
  const tc = useTranslations('common');
  const router = useRouter();
  const { active, setActive } = useActiveCategory();
  const [opened, setOpened] = useState<readonly Branch[]>([]);
  const current = opened.at(-1);
  const { spent, returned } = useMemo(() => splitBranches(current?.parts ?? branches), [current, branches]);
  const shown = useMemo(() => foldRest(spent, tc('other')), [spent, tc]);
  const { slices, total } = useMemo(() => toSlices(shown), [shown]);

  // Without a category the sign tells what was spent; with one, its refunds belong to it.
  const addressOf = (id: string) =>
    `/transactions?${writeFilters({
      ...period,
      ...(id === NO_CATEGORY ? { kinds: ['EXPENSE'], uncategorized: true } : { categories: [id] }),
    })}`;
  const select = (index: number) => {
    const branch = shown[index];
    if (!branch) return;
    setActive(null);
    if (branch.parts.length > 0) setOpened([...opened, branch]);
    else router.push(addressOf(branch.id));
  };
  const has = (id: string | null | undefined) => (slices.some((slice) => slice.id === id) ? id : null);

  return (
    <>
      {shown.length === 0 ? (
        <p className="flex h-50 items-center justify-center text-muted">{t('nothingSpent')}</p>
      ) : (
        <Doughnut
          label={t('whereDidItGo')}
          slices={slices}
          total={total}
          currency={currency}
          activeId={has(active?.id) ?? has(active?.parentId)}
          onActive={(id) => setActive(id === null ? null : { id })}
          onSelect={select}
        />
      )}
      <Returned branches={returned} addressOf={addressOf} />
      {current && (
        <p className="mt-4 flex flex-wrap items-center gap-x-2 gap-y-1">
          {/* The slice that was opened is gone: the way back is where the keyboard goes on. */}
          <Button
            autoFocus
            key={current.id}
            variant="ghost"
            size="sm"
            className="-ml-2.5"
            onClick={() => setOpened(opened.slice(0, -1))}
          >
            <ChevronLeft aria-hidden />
            {opened.at(-2)?.name ?? t('allCategories')}
          </Button>
          {current.id !== OTHER && (
            <LinkButton href={addressOf(current.id)} variant="ghost" size="sm" className="ml-auto">
              {t('transactionsOf', { category: current.name })}
            </LinkButton>
          )}
        </p>
      )}
    </>
  );
}

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Amount } from '@/components/money/amount';
import { CategoryDot } from '@/components/ui/badge';
import type { Branch } from './slices';

/**
 * Categories that brought more back than they cost, which no slice can show. Nothing where there are none.
 */
export function Returned({
  branches,
  addressOf,
}: {
  branches: readonly Branch[];
  addressOf: (id: string) => string;
}) {
  const t = useTranslations('dashboard');
  if (branches.length === 0) return null;
  return (
    <section aria-label={t('returned')} className="mt-4 border-t border-line pt-3">
      <h3 className="px-2 pb-1 text-12 text-muted">{t('returned')}</h3>
      <ul>
        {branches.map(({ id, name, color, amount }) => (
          <li key={id}>
            <Link
              href={addressOf(id)}
              className="flex h-8 items-center gap-2 rounded-[6px] px-2 hover:bg-grey-3 pointer-coarse:h-11"
            >
              <CategoryDot color={color} />
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <Amount amount={amount} signed />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

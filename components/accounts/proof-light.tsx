import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { signOf } from '@/components/overview/exact';

/**
 * Whether an account agrees with its bank, at a glance: the shape says it too, not the colour alone.
 * `difference` is null when nothing was stated.
 */
export function ProofLight({ difference }: { difference: string | null }) {
  const t = useTranslations('accounts.proof');
  if (difference === null)
    return <CircleDashed role="img" aria-label={t('lightNone')} className="size-4 shrink-0 text-grey-8" />;
  if (signOf(difference) === 0)
    return <CircleCheck role="img" aria-label={t('lightAgrees')} className="size-4 shrink-0 text-income" />;
  return <CircleAlert role="img" aria-label={t('lightDiffers')} className="size-4 shrink-0 text-attention" />;
}

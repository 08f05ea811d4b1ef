'use client';

import { useTranslations } from 'next-intl';

/** From here on the number says no more than "many", and has no room. */
const MANY = 99;

/**
 * How many questions wait in the inbox: a number beside its name, a dot where the sidebar shows icons only.
 */
export function WaitingCount({ count }: { count: number }) {
  const t = useTranslations('frame');
  if (count === 0) return null;
  return (
    <>
      <span
        aria-hidden
        className="ml-auto flex h-5 min-w-5 items-center justify-center rounded-full bg-attention-soft px-1.5 text-12 text-attention tabular-nums in-data-[sidebar=icons]:hidden"
      >
        {count > MANY ? `${MANY}+` : count}
      </span>
      <span
        aria-hidden
        className="absolute top-1.5 left-6 hidden size-2 rounded-full bg-attention in-data-[sidebar=icons]:block"
      />
      <span className="sr-only">{t('inboxWaiting', { count })}</span>
    </>
  );
}

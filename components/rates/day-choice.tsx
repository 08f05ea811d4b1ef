'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState, useTransition } from 'react';
import { DateInput } from '@/components/ui/date-input';
import { Field } from '@/components/ui/field';

/**
 * What is typed is a day at several points on the way ("1", "12", "12.4."): the page follows when the typing
 * rests.
 */
const REST_MS = 500;

/** The day whose rates are shown. It stands in the address. */
export function DayChoice({ on, today }: { on: string; today: string }) {
  const t = useTranslations('rates');
  const router = useRouter();
  const [day, setDay] = useState(on);
  const [pending, follow] = useTransition();
  const go = useEffectEvent(() =>
    follow(() =>
      router.replace(day === today ? '/settings/rates' : `/settings/rates?on=${day}`, { scroll: false }),
    ),
  );
  useEffect(() => {
    if (!day || day === on) return;
    const timer = setTimeout(() => go(), REST_MS);
    return () => clearTimeout(timer);
  }, [day, on]);
  return (
    <div aria-busy={pending || undefined} className="w-48">
      <Field label={t('day')} hideLabel error={day ? undefined : t('dayInvalid')}>
        <DateInput value={day} onValueChange={setDay} today={today} />
      </Field>
    </div>
  );
}

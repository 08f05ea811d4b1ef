'use client';

import { CalendarRange } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { DateInput } from '@/components/ui/date-input';
import { Field } from '@/components/ui/field';
import { Popover } from '@/components/ui/popover';

interface RangePopoverProps {
  from: string;
  to: string;
  today: string;
  /** The days that are shown, in words; null while a named period is. */
  label: string | null;
}

export function RangePopover({ from, to, today, label }: RangePopoverProps) {
  const t = useTranslations('dashboard');
  return (
    <Popover
      label={t('range')}
      align="end"
      trigger={
        <Button variant={label ? 'secondary' : 'ghost'}>
          <CalendarRange aria-hidden />
          {label ?? t('range')}
        </Button>
      }
    >
      {(close) => <RangeForm from={from} to={to} today={today} onDone={close} />}
    </Popover>
  );
}

function RangeForm({
  from,
  to,
  today,
  onDone,
}: {
  from: string;
  to: string;
  today: string;
  onDone: () => void;
}) {
  const t = useTranslations('dashboard');
  const router = useRouter();
  const [range, setRange] = useState({ from, to });
  const [tried, setTried] = useState(false);
  const error = (date: string) => (tried && !date ? t('rangeInvalid') : undefined);
  return (
    <form
      noValidate
      className="grid w-64 gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!range.from || !range.to) return;
        onDone();
        const [first, last] = range.from <= range.to ? [range.from, range.to] : [range.to, range.from];
        router.push(`/?from=${first}&to=${last}`, { scroll: false });
      }}
    >
      <Field label={t('rangeFrom')} error={error(range.from)}>
        <DateInput
          value={range.from}
          onValueChange={(date) => setRange({ ...range, from: date })}
          today={today}
        />
      </Field>
      <Field label={t('rangeTo')} error={error(range.to)}>
        <DateInput
          value={range.to}
          onValueChange={(date) => setRange({ ...range, to: date })}
          today={today}
        />
      </Field>
      <Button type="submit" variant="primary">
        {t('rangeApply')}
      </Button>
    </form>
  );
}

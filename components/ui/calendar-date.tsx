import { useLocale } from 'next-intl';
import { formatDate, type DateStyle } from './format-date';

export function CalendarDate({
  date,
  format,
  className,
}: {
  date: string;
  format?: DateStyle;
  className?: string;
}) {
  return (
    <time dateTime={date} className={className ?? 'tabular-nums'}>
      {formatDate(date, useLocale(), format)}
    </time>
  );
}

'use client';

import { useLocale } from 'next-intl';
import { useEffect, useState } from 'react';
import { formatRelative } from './format-relative';
import { intlLocale } from './intl-locale';

const TICK_MS = 20_000;

interface RelativeTimeProps {
  instant: string;
  /** When the page was made, so that the first words are the same on the server and in the browser. */
  now: string;
  /** The household's, for the exact time. */
  timeZone: string;
}

/** "12 minutes ago", with the exact time for anyone who asks. Goes on counting while the page is open. */
export function RelativeTime({ instant, now, timeZone }: RelativeTimeProps) {
  const locale = useLocale();
  const [ticked, setTicked] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicked(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const exact = new Intl.DateTimeFormat(intlLocale(locale), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  }).format(new Date(instant));
  return (
    <time dateTime={instant} title={exact}>
      {formatRelative(instant, new Date(Math.max(ticked, Date.parse(now))), locale)}
    </time>
  );
}

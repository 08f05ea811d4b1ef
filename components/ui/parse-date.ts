import { addDays, isLocalDate, type LocalDate } from '@/lib/core/dates/local-date';

const words: Record<string, number> = {
  t: 0,
  today: 0,
  d: 0,
  dnes: 0,
  y: -1,
  yesterday: -1,
  v: -1,
  vcera: -1,
  z: 1,
  zitra: 1,
  tomorrow: 1,
};

/**
 * Reads a date the way people type it: a word or its first letter in English or Czech (`t`, `d`, `y`, `v`),
 * days from today (`-3`, `+2`), a day (`12`, `12.`), day and month (`12.4.`, `12/4`, `12 4`), with a year of
 * two or four digits, or ISO.
 *
 * Without a year it is the latest such day that is not after `today`, because what people enter has usually
 * happened; a day alone works the same way with months. Day comes before month in every form but ISO. Returns
 * null when it is no day of the calendar.
 */
export function parseDate(text: string, today: LocalDate): LocalDate | null {
  const typed = text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const word = words[typed];
  if (word !== undefined) return addDays(today, word);
  if (/^[+\-\u2212]\d{1,3}$/.test(typed)) return addDays(today, Number(typed.replace('\u2212', '-')));

  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (iso) return realDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));

  const parts = /^(\d{1,2})(?:[./\-\s]+(\d{1,2})(?:[./\-\s]+(\d{4}|\d{2}))?)?[.\s]*$/.exec(typed);
  if (!parts) return null;
  const day = Number(parts[1]);
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  if (parts[3])
    return realDate(
      parts[3].length === 2 ? 2000 + Number(parts[3]) : Number(parts[3]),
      Number(parts[2]),
      day,
    );
  if (parts[2])
    return latest(
      Array.from({ length: 8 }, (_, back) => realDate(year - back, Number(parts[2]), day)),
      today,
    );
  return latest(
    Array.from({ length: 4 }, (_, back) =>
      realDate(year - (back >= month ? 1 : 0), ((month - 1 - back + 12) % 12) + 1, day),
    ),
    today,
  );
}

function latest(candidates: (LocalDate | null)[], today: LocalDate): LocalDate | null {
  return candidates.find((date) => date !== null && date <= today) ?? null;
}

function realDate(year: number, month: number, day: number): LocalDate | null {
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isLocalDate(date) ? date : null;
}

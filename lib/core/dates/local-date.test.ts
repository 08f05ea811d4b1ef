import {
  addDays,
  addMonths,
  endOfMonth,
  fromMidnight,
  isLocalDate,
  isTimeZone,
  listMonths,
  monthOf,
  todayIn,
  toMidnight,
} from './local-date';

test.each(['2026-02-28', '2024-02-29', '1900-01-01', '2199-12-31'])('%s is a day', (text) =>
  expect(isLocalDate(text)).toBe(true),
);
test.each([
  '2026-02-29',
  '2026-02-30',
  '2026-13-01',
  '2026-00-10',
  '2026-1-1',
  '1899-12-31',
  '2200-01-01',
  '2026-02-03T00:00',
  ' 2026-02-03',
  '',
  '20260203',
  '٢٠٢٦-٠٢-٠٣',
])('"%s" is none', (text) => expect(isLocalDate(text)).toBe(false));

test('a day and its UTC midnight are one, also on the days when clocks change', () => {
  expect(toMidnight('2026-03-29')).toEqual(new Date(Date.UTC(2026, 2, 29)));
  for (const day of ['1900-01-01', '2024-02-29', '2026-03-29', '2026-10-25', '2199-12-31'])
    expect(fromMidnight(toMidnight(day))).toBe(day);
});

test('days and months are counted on the calendar', () => {
  expect([
    addDays('2026-02-28', 1),
    addDays('2024-02-28', 1),
    addDays('2026-01-01', -1),
    addDays('2026-03-29', 1),
  ]).toEqual(['2026-03-01', '2024-02-29', '2025-12-31', '2026-03-30']);
  expect([addMonths('2026-01-01', -1), addMonths('2026-12-01', 1), addMonths('2026-05-01', -17)]).toEqual([
    '2025-12-01',
    '2027-01-01',
    '2024-12-01',
  ]);
  expect([monthOf('2026-02-28'), endOfMonth('2026-02-03'), endOfMonth('2024-02-01')]).toEqual([
    '2026-02-01',
    '2026-02-28',
    '2024-02-29',
  ]);
  expect(listMonths('2025-11-01', '2026-02-01')).toEqual([
    '2025-11-01',
    '2025-12-01',
    '2026-01-01',
    '2026-02-01',
  ]);
  expect(listMonths('2026-02-01', '2026-01-01')).toEqual([]);
});

test('today depends on where the household is', () => {
  const instant = new Date('2026-01-31T23:30:00Z');
  expect(
    ['UTC', 'Europe/Prague', 'America/New_York', 'Pacific/Kiritimati'].map((zone) => todayIn(zone, instant)),
  ).toEqual(['2026-01-31', '2026-02-01', '2026-01-31', '2026-02-01']);
  expect([isTimeZone('Europe/Prague'), isTimeZone('Mars/Olympus'), isTimeZone('')]).toEqual([
    true,
    false,
    false,
  ]);
});

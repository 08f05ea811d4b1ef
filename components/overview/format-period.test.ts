import { formatMonths, formatPeriod } from './format-period';

// Ranges are set with thin and unbreakable spaces; tests read better with plain ones.
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('formatPeriod', () => {
  it.each([
    ['en', '2026-10-01', '2026-10-31', 'October 2026'],
    ['cs', '2026-02-01', '2026-02-28', 'únor 2026'],
    ['en', '2026-10-01', '2026-10-21', '1–21 October 2026'],
    ['cs', '2026-10-05', '2026-10-05', '5. října 2026'],
  ])('in %s writes %s to %s as "%s"', (locale, from, to, expected) => {
    expect(plain(formatPeriod({ from, to }, locale)).replaceAll(' – ', '–')).toBe(expected);
  });

  it('writes the month of a Czech range once', () => {
    expect(plain(formatPeriod({ from: '2026-10-01', to: '2026-10-21' }, 'cs'))).toMatch(
      /^1\. ?– ?21\. (10\.|října) 2026$/,
    );
  });
});

describe('formatMonths', () => {
  it('names the first and the last month', () => {
    expect(plain(formatMonths({ from: '2025-12-01', to: '2026-11-21' }, 'en'))).toBe(
      'December 2025 – November 2026',
    );
  });
});

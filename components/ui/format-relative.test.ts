import { formatRelative } from './format-relative';

const now = new Date('2026-11-22T12:00:00Z');

describe('formatRelative', () => {
  it.each([
    ['2026-11-22T11:59:30Z', 'now', 'nyní'],
    ['2026-11-22T12:00:20Z', 'now', 'nyní'],
    ['2026-11-22T11:59:10Z', '1 minute ago', 'před 1 minutou'],
    ['2026-11-22T11:48:00Z', '12 minutes ago', 'před 12 minutami'],
    ['2026-11-22T12:43:00Z', 'in 43 minutes', 'za 43 minut'],
    ['2026-11-22T11:10:00Z', '1 hour ago', 'před 1 hodinou'],
    ['2026-11-22T09:00:00Z', '3 hours ago', 'před 3 hodinami'],
    ['2026-11-23T18:00:00Z', 'in 30 hours', 'za 30 hodin'],
    ['2026-11-19T12:00:00Z', '3 days ago', 'před 3 dny'],
  ])('writes %s as "%s" and "%s"', (instant, english, czech) => {
    expect(formatRelative(instant, now, 'en')).toBe(english);
    expect(formatRelative(instant, now, 'cs')).toBe(czech);
  });
});

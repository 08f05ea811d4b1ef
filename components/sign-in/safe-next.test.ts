import { safeNext } from './safe-next';

describe('safeNext', () => {
  it.each([
    '/',
    '/transactions',
    '/transactions?from=2026-01-01&kind=expense',
    '/accounts/0190-af#top',
    '/loginish',
  ])('goes to %s', (next) => {
    expect(safeNext(next)).toBe(next);
  });

  it.each([
    [undefined],
    [null],
    [''],
    ['transactions'],
    ['//evil.example'],
    ['/\\evil.example'],
    ['\\\\evil.example'],
    ['/a\\evil.example'],
    ['/\t/evil.example'],
    ['/\n/evil.example'],
    ['https://evil.example'],
    ['javascript:alert(1)'],
    [' /transactions'],
  ])('goes home instead of to %j', (next) => {
    expect(safeNext(next)).toBe('/');
  });

  it.each(['/login', '/login?next=/login', '/register', '/register#a'])(
    'does not go round in circles with %s',
    (next) => {
      expect(safeNext(next)).toBe('/');
    },
  );

  it('never leaves the site, whatever a browser makes of it', () => {
    for (const next of ['/..//evil.example', '/%2f/evil.example', '/@evil.example', '/.//evil.example']) {
      expect(new URL(safeNext(next), 'https://saldo.example').origin).toBe('https://saldo.example');
    }
  });
});

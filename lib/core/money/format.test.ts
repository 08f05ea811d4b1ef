import { formatMoney, formatShare, moneyParts } from './format';

// Thousands and currencies are parted by spaces that do not break; tests read better with plain ones.
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('formatMoney', () => {
  it.each([
    [{ locale: 'en' }, '-1234.50', '−1,234.50'],
    [{ locale: 'cs' }, '-1234.50', '−1 234,50'],
    [{ locale: 'cs', currency: 'CZK' }, '1234.50', '1 234,50 Kč'],
    [{ locale: 'en', currency: 'EUR' }, '-1234.50', '−€1,234.50'],
    [{ locale: 'en', signed: true }, '12.00', '+12.00'],
    [{ locale: 'en', signed: true }, '0.00', '0.00'],
    [{ locale: 'en', currency: 'JPY' }, '1500', 'JP¥1,500'],
    [{ locale: 'en' }, '90071992547409.93', '90,071,992,547,409.93'],
    [{ locale: 'en' }, '-0.00', '0.00'],
    [{ locale: 'en', currency: 'CZK', spoken: true }, '-1234.50', '−1,234.50 Czech korunas'],
    [{ locale: 'en', compact: true }, '120000', '120k'],
  ])('with %j writes %s as %s', (format, amount, expected) => {
    expect(plain(formatMoney(amount, format))).toBe(expected);
  });

  it('keeps the decimals apart, so that they can be drawn lighter', () => {
    expect(moneyParts('-1.50', { locale: 'en' })).toEqual([
      { kind: 'whole', text: '−' },
      { kind: 'whole', text: '1' },
      { kind: 'fraction', text: '.' },
      { kind: 'fraction', text: '50' },
    ]);
  });
});

describe('formatShare', () => {
  it('writes small shares with one decimal', () => {
    expect(formatShare(0.034, 'en')).toBe('3.4%');
    expect(plain(formatShare(0.5, 'cs'))).toBe('50 %');
  });
});

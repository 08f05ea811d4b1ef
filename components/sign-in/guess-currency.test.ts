import { isCurrencyCode } from '@/lib/core/money/currency';
import { guessCurrency } from './guess-currency';

describe('guessCurrency', () => {
  it.each([
    ['Europe/Prague', 'cs-CZ', 'CZK'],
    ['Europe/Prague', 'en-US', 'CZK'],
    ['Europe/Bratislava', 'sk-SK', 'EUR'],
    ['Europe/Berlin', 'en-US', 'EUR'],
    ['Europe/London', 'en-GB', 'GBP'],
    ['America/New_York', 'en-US', 'USD'],
    ['America/Toronto', 'en-CA', 'CAD'],
    ['America/Lima', 'es-PE', 'USD'],
    ['UTC', 'cs', 'CZK'],
    ['UTC', 'en', 'EUR'],
    ['Pacific/Auckland', 'en-NZ', 'NZD'],
    ['', '', 'EUR'],
  ])('from %s and %s guesses %s', (timeZone, language, expected) => {
    expect(guessCurrency(timeZone, language)).toBe(expected);
  });

  it('only ever names a currency that Saldo knows', () => {
    for (const zone of [...Intl.supportedValuesOf('timeZone'), 'Nowhere/Land']) {
      for (const language of ['en-US', 'cs', 'pt-BR', 'zh-Hans-CN'])
        expect(isCurrencyCode(guessCurrency(zone, language))).toBe(true);
    }
  });
});

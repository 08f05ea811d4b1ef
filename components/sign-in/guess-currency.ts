/** Time zones of countries that do not pay in euros; all of the Americas is left to the language's region. */
const byTimeZone: Record<string, string> = {
  'Europe/Prague': 'CZK',
  'Europe/Warsaw': 'PLN',
  'Europe/Budapest': 'HUF',
  'Europe/Bucharest': 'RON',
  'Europe/London': 'GBP',
  'Europe/Zurich': 'CHF',
  'Europe/Vaduz': 'CHF',
  'Europe/Stockholm': 'SEK',
  'Europe/Oslo': 'NOK',
  'Europe/Copenhagen': 'DKK',
  'Europe/Belgrade': 'RSD',
  'Europe/Kyiv': 'UAH',
  'Europe/Kiev': 'UAH',
  'Europe/Chisinau': 'MDL',
  'Europe/Istanbul': 'TRY',
  'Atlantic/Reykjavik': 'ISK',
  'Asia/Tokyo': 'JPY',
  'Asia/Seoul': 'KRW',
  'Asia/Kolkata': 'INR',
  'Pacific/Auckland': 'NZD',
};
const byRegion: Record<string, string> = {
  CZ: 'CZK',
  PL: 'PLN',
  HU: 'HUF',
  RO: 'RON',
  GB: 'GBP',
  CH: 'CHF',
  LI: 'CHF',
  SE: 'SEK',
  NO: 'NOK',
  DK: 'DKK',
  RS: 'RSD',
  UA: 'UAH',
  TR: 'TRY',
  IS: 'ISK',
  US: 'USD',
  CA: 'CAD',
  AU: 'AUD',
  NZ: 'NZD',
  JP: 'JPY',
  KR: 'KRW',
  IN: 'INR',
  MX: 'MXN',
  BR: 'BRL',
  ZA: 'ZAR',
};

/**
 * The currency that somebody most likely counts in, from the browser's time zone and language ("en-US").
 * Where people are says more than the language they read; a guess only, which the form shows and lets them
 * change.
 */
export function guessCurrency(timeZone: string, language: string): string {
  const here = byTimeZone[timeZone];
  if (here) return here;
  if (timeZone.startsWith('Europe/')) return 'EUR';
  const region = /-([A-Z]{2})\b/.exec(language)?.[1];
  const there = region && byRegion[region];
  if (there) return there;
  if (/^cs\b/.test(language)) return 'CZK';
  return timeZone.startsWith('America/') ? 'USD' : 'EUR';
}

import { parseCnbDay, parseCnbYear } from './cnb';
import { parseEcb } from './ecb';
import { parseUnirate } from './unirate';

const DAY = [
  '06.02.2026 #26',
  'země|měna|množství|kód|kurz',
  'Austrálie|dolar|1|AUD|14,123',
  'EMU|euro|1|EUR|24,310',
  'Indonesie|rupie|1000|IDR|1,225',
  'Japonsko|jen|100|JPY|13,302',
  'MMF|ZPČ|1|XDR|28,111',
  'USA|dolar|1|USD|20,612',
  'Velká Británie|libra|1|GBP|28,005',
  '',
].join('\n');

test('a day of the Czech National Bank is crowns for one unit, exactly', () => {
  const rate = (base: string, exact: string) => ({ base, quote: 'CZK', date: '2026-02-06', rate: exact });
  expect(parseCnbDay(DAY, '2026-02-08')).toEqual([
    rate('AUD', '14.123'),
    rate('EUR', '24.310'),
    rate('IDR', '0.001225'),
    rate('JPY', '0.13302'),
    rate('USD', '20.612'),
    rate('GBP', '28.005'),
  ]);
  expect(parseCnbDay(DAY.replaceAll('\n', '\r\n'), '2026-02-06')).toHaveLength(6);
});

test.each([
  ['a page of HTML', '<!DOCTYPE html><html><body>Chyba 500</body></html>'],
  ['nothing', ''],
  ['only a date', '06.02.2026 #26\n'],
  ['a fixing cut in a line', DAY.slice(0, -5)],
  ['a fixing cut between lines', DAY.slice(0, DAY.indexOf('Velká'))],
  ['another header', DAY.replace('kurz', 'nákup')],
  ['a day that does not exist', DAY.replace('06.02', '30.02')],
  ['a day to come', DAY.replace('06.02', '09.02')],
  ['a rate of zero', DAY.replace('20,612', '0,000')],
  ['a rate with a point', DAY.replace('20,612', '20.612')],
  ['an amount of zero', DAY.replace('|100|', '|0|')],
  ['a column too many', DAY.replace('|100|', '|100|jen|')],
])('%s is no fixing of the Czech National Bank', (_name, text) => {
  expect(() => parseCnbDay(text, '2026-02-08')).toThrow(
    'The Czech National Bank sent something that is not a whole fixing, and nothing of it was taken.',
  );
});

const YEAR = [
  'Datum|1 AUD|1 EUR|1 GBP|100 HUF|1 USD',
  '02.01.2025|14,900|25,130|30,100|6,100|24,230',
  '03.01.2025|14,910|25,150|30,110|6,110|24,440',
  'Datum|1 EUR|1 GBP|1000 HUF|1 USD',
  '30.12.2025|24,210|27,900|62,500|20,600',
  '',
].join('\n');

test('a year of the Czech National Bank follows its headers', () => {
  const rates = parseCnbYear(YEAR, 2025, '2026-02-06');
  expect(rates).toHaveLength(14);
  expect(rates.filter(({ base }) => base === 'HUF')).toEqual([
    { base: 'HUF', quote: 'CZK', date: '2025-01-02', rate: '0.06100' },
    { base: 'HUF', quote: 'CZK', date: '2025-01-03', rate: '0.06110' },
    { base: 'HUF', quote: 'CZK', date: '2025-12-30', rate: '0.062500' },
  ]);
  expect(parseCnbYear('Datum|1 EUR|1 USD|1 GBP\n', 2026, '2026-01-01')).toEqual([]);
});

test.each([
  ['a page of HTML', '<html></html>', 2025],
  ['another year', YEAR, 2024],
  ['a year cut in a line', YEAR.slice(0, -4), 2025],
  ['a year that ends in January', YEAR.slice(0, YEAR.lastIndexOf('Datum')), 2025],
  ['nothing for a year that is over', '', 2025],
  ['days out of order', YEAR.replace('03.01', '02.01'), 2025],
  ['a cell too few', YEAR.replace('|24,440', ''), 2025],
])('%s is no year of the Czech National Bank', (_name, text, year) => {
  expect(() => parseCnbYear(text, year, '2026-02-06')).toThrow('not a whole fixing');
});

const ENVELOPE = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
	<Cube>
		<Cube time='2026-02-06'><Cube currency='USD' rate='1.1794'/><Cube currency='JPY' rate='185.27'/><Cube currency='XXA' rate='2'/></Cube>
		<Cube time="2026-02-05"><Cube currency="USD" rate="1.1798"/></Cube>
	</Cube>
</gesmes:Envelope>`;

test('rates of the European Central Bank are units for one euro', () => {
  expect(parseEcb(ENVELOPE)).toEqual([
    { base: 'EUR', quote: 'USD', date: '2026-02-06', rate: '1.1794' },
    { base: 'EUR', quote: 'JPY', date: '2026-02-06', rate: '185.27' },
    { base: 'EUR', quote: 'USD', date: '2026-02-05', rate: '1.1798' },
  ]);
});

test.each([
  ['a page of HTML', '<!DOCTYPE html><html><body>Not found</body></html>'],
  ['another document', '<rates><Cube time="2026-02-06"><Cube currency="USD" rate="1"/></Cube></rates>'],
  ['a file cut off', ENVELOPE.slice(0, -30)],
  ['an envelope without days', ENVELOPE.replace(/<Cube>[\s\S]*<\/Cube>\n/, '')],
  ['a day without dollars', ENVELOPE.replace('currency="USD"', 'currency="GBP"')],
  ['a day twice', ENVELOPE.replace('2026-02-05', '2026-02-06')],
  ['a currency twice', ENVELOPE.replace('JPY', 'USD')],
  ['a rate that is no number', ENVELOPE.replace('185.27', 'N/A')],
  ['a rate of zero', ENVELOPE.replace('185.27', '0.000')],
  ['a rate before any day', ENVELOPE.replace('<Cube>\n', "<Cube><Cube currency='USD' rate='1'/>\n")],
  [
    'entities that grow',
    `<!DOCTYPE x [<!ENTITY a "${'b'.repeat(100)}">]>${ENVELOPE.slice(ENVELOPE.indexOf('<gesmes'))}`,
  ],
  ['nothing', ''],
])('%s is no file of the European Central Bank', (_name, xml) => {
  expect(() => parseEcb(xml)).toThrow(
    'The European Central Bank sent something that is not a whole file of rates, and nothing of it was taken.',
  );
});

test('rates of UniRate are numbers or texts, for one euro', () => {
  const rates = parseUnirate(
    `{"amount":1,"base":"EUR","rates":{"CZK":24.31,"USD":"1.1794","BTC":0.0000123,"EUR":1},"results":{"CZK":24.31}}`,
    '2026-02-06',
  );
  expect(rates).toEqual([
    { base: 'EUR', quote: 'CZK', date: '2026-02-06', rate: '24.31' },
    { base: 'EUR', quote: 'USD', date: '2026-02-06', rate: '1.1794' },
  ]);
});

test.each([
  ['an error', '{"error":"Missing or invalid API key"}'],
  ['another base', '{"base":"USD","rates":{"USD":1,"EUR":0.85}}'],
  ['no dollars', '{"base":"EUR","rates":{"CZK":24.31}}'],
  ['a rate of zero', '{"base":"EUR","rates":{"USD":1.1,"CZK":0}}'],
  ['a negative rate', '{"base":"EUR","rates":{"USD":-1.1}}'],
  ['a text cut off', '{"base":"EUR","rates":{"USD":1.1'],
  ['a page of HTML', '<html></html>'],
])('%s is no answer of UniRate with rates', (_name, text) => {
  expect(() => parseUnirate(text, '2026-02-06')).toThrow(
    'UniRate sent something that is not a list of rates for one euro',
  );
});

import { encode } from './fixtures/encode';
import { layouts } from './fixtures/layouts';
import { otherLayouts } from './fixtures/other-layouts';
import { csvMappingSchema } from './mapping';
import { readCsv } from './read';
import { recogniseCsv } from './recognise';

describe('layouts of banks that no rule was written for', () => {
  test.each([...layouts, ...otherLayouts])(
    '$name',
    ({ text, encoding, count, sum, currency, fallback, firstDate, firstPayee, skipped = [] }) => {
      const bytes = encode(text, encoding);
      const { mapping } = recogniseCsv(bytes);
      expect(csvMappingSchema.parse(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping);
      const result = readCsv(bytes, mapping, { fallbackCurrency: fallback });
      expect({
        count: result.rows.length,
        sum: result.rows.reduce((total, { amountMinor }) => total + amountMinor, 0n),
        currencies: [...new Set(result.rows.map((row) => row.currency))],
        firstDate: result.rows[0]?.date,
        skipped: result.skipped.map(({ reason }) => reason),
      }).toEqual({ count, sum, currencies: [currency], firstDate, skipped });
      if (firstPayee !== undefined) expect(result.rows[0]?.payee).toBe(firstPayee);
    },
  );
});

import assert from 'node:assert/strict';
import { journey } from '../journey';
import { createPersonWithMoney, signInBrowser } from '../people';

const STATEMENT = [
  'Datum;Částka;Měna;Protistrana;Popis',
  '3.2.2026;-120,50;CZK;Potraviny Holešovice;nákup',
  '4.2.2026;-89,00;CZK;Potraviny Letná;nákup',
  '5.2.2026;-1 250,00;CZK;Potraviny Dejvice;nákup',
  '10.2.2026;45 000,00;CZK;Firma s.r.o.;mzda',
].join('\r\n');

journey(
  'A bank’s file is dropped, checked and imported, its rows are categorised at once, and that is taken back',
  async ({ page, context, baseUrl }) => {
    const person = await createPersonWithMoney(baseUrl);
    await signInBrowser(context, baseUrl, person);
    await page.goto('/import');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'únor.csv', mimeType: 'text/csv', buffer: Buffer.from(STATEMENT) });
    await page.waitForURL(/\/import\/[0-9a-f-]{36}/);
    await page.getByText('Potraviny Holešovice').first().waitFor();
    await page.getByRole('button', { name: 'Import 4 transactions' }).click();
    await page.getByText('new transactions').waitFor();
    await page.getByRole('link', { name: 'Categorise them' }).click();
    await page.getByText('Firma s.r.o.').first().waitFor();

    await page.goto('/transactions?text=Potraviny');
    await page.getByText('Potraviny Dejvice').first().waitFor();
    await page.getByRole('checkbox', { name: /Select Potraviny Holešovice/ }).check({ force: true });
    await page.getByRole('button', { name: /Select all 3/ }).click();
    const bar = page.getByRole('region', { name: 'Selection' });
    await bar.getByRole('button', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Category').fill('Groc');
    await page.getByRole('option', { name: /Groceries/ }).click();
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('3 transactions changed').waitFor();
    const inGroceries = async () => {
      const { transactions } = (await person.ask(
        '{ transactions(filter: { text: "potraviny", uncategorized: false }) { totalCount } }',
      )) as unknown as { transactions: { totalCount: number } };
      return transactions.totalCount;
    };
    assert.equal(await inGroceries(), 3);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone').waitFor();
    assert.equal(await inGroceries(), 0);
  },
);

journey(
  'A file that is no statement gets one sentence, and nothing is kept',
  async ({ page, context, baseUrl, expectConsole }) => {
    expectConsole(/422 \(Unprocessable Entity\)/);
    const person = await createPersonWithMoney(baseUrl);
    await signInBrowser(context, baseUrl, person);
    await page.goto('/import');
    await page.locator('input[type=file]').setInputFiles({
      name: 'statement.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2]),
    });
    await page.getByText('Saldo does not read files of this kind.').waitFor();
    const { imports } = (await person.ask('{ imports { id } }')) as unknown as { imports: unknown[] };
    assert.deepEqual(imports, []);
  },
);

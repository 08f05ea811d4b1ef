import { readFile } from 'node:fs/promises';
import { readSchema } from './prisma-schema';

test('the Prisma schema is what the migrations lead to (npm run db:migration -- NAME writes what is missing)', async () => {
  const snapshot = await readFile('prisma/migrations/schema.snapshot', 'utf8');
  expect(await readSchema(process.cwd())).toBe(snapshot);
});

import { MigrationError } from '@/lib/platform/db/migrate';
import { variable } from '@/lib/platform/env';
import { setUpDatabase } from '@/lib/platform/set-up/mutations';

// The operator's way to migrate a database on its own, before new processes start: `node dist/migrate.js` in
// the image.
try {
  const url = variable('DATABASE_URL');
  if (!url) throw new MigrationError('Set DATABASE_URL to the database to migrate.');
  const { applied } = await setUpDatabase(
    { url, ownerUrl: variable('DATABASE_OWNER_URL') },
    { log: console.log },
  );
  if (applied.length === 0) console.log('The database is up to date.');
} catch (error) {
  console.error(error instanceof MigrationError ? error.message : error);
  process.exitCode = 1;
}

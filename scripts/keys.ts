import { closeDb } from '@/lib/platform/db/pool';
import { checkMasterKeys } from '@/lib/platform/vault/canary';
import { rotateHouseholds } from '@/lib/platform/vault/rotate-household';
import { rotateMasterKeys } from '@/lib/platform/vault/rotate-master';

// What an operator does with keys while Saldo serves: `node dist/keys.js rotate-master` and `node
// dist/keys.js rotate-household ID|all` in the image. Both may be interrupted at any moment and started
// again.
const [command, which] = process.argv.slice(2);
try {
  await checkMasterKeys();
  if (command === 'rotate-master') await rotateMasterKeys(console.log);
  else if (command === 'rotate-household' && which)
    await rotateHouseholds(which === 'all' ? 'all' : [which], { say: console.log });
  else
    throw new Error(
      'Say what to do: rotate-master, or rotate-household with the id of a household or the word all.',
    );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await closeDb();
}

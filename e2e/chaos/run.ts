import { build } from '@/scripts/build';
import { generate } from '@/scripts/lib/generate';
import { main } from '@/scripts/lib/main';

// What happens in between is not what is looked at here.
process.env.LOG_LEVEL ??= 'warn';

await main(async (run) => {
  await generate(run.root, run.signal);
  await build(run.root, run.signal);
  // What the checks import is among what was just generated.
  const { runChecks } = await import('./checks');
  await runChecks(run);
});

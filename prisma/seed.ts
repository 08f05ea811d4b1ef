import { closeDb } from '@/lib/platform/db/pool';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { seedDemo } from './demo/seed-demo';

// `npm start` runs this as a process of its own and listens for the sign-in, to print it.
const signIn = await seedDemo();
process.send?.(signIn);
await stopQueue();
await closeDb();

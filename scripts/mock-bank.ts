import { startMockBank } from '@/lib/intake/banks/mock/server';

// The mock bank on its own, until it is told to stop. PORT and HOST say where it listens; with
// MOCK_BANK_SECRET consents outlive a restart; MOCK_BANK_CONTROL=1 answers POST /control/faults.
const bank = await startMockBank({
  port: Number(process.env.PORT ?? 3001),
  host: process.env.HOST ?? '0.0.0.0',
  ...(process.env.MOCK_BANK_SECRET ? { secret: process.env.MOCK_BANK_SECRET } : {}),
  control: process.env.MOCK_BANK_CONTROL === '1',
});
console.log(`The mock bank answers at ${bank.url}`);
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void bank.close().then(() => process.exit(0)));

import { defineConfig } from 'prisma/config';

// Prisma's command line downloads a schema engine at first use and fails where the network refuses that.
// `generate` and `validate` never call the engine, they only want the path to exist, so any existing program
// will do. What does need the engine (applying and writing migrations) is done by its WebAssembly build: see
// lib/platform/db/migrate.ts.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma',
  migrations: { path: 'prisma/migrations' },
  // Only `prisma studio` and `prisma migrate status` read it; the product builds its own connection from
  // DATABASE_URL.
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
});

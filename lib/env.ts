import { z } from 'zod';

/**
 * Everything that Saldo reads from its environment, parsed once at first use.
 * The README's table of variables is this file in prose.
 */
const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  DB_ENCRYPTION_KEY: z.string().optional(),
  NEXTAUTH_SECRET: z.string().optional(),
  /** The address people open, e.g. https://saldo.example. Cookies are Secure when it starts with https. */
  NEXTAUTH_URL: z.url().optional(),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  DB_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
  GRAPHQL_MAX_DEPTH: z.coerce.number().int().default(12),
  GRAPHQL_MAX_ALIASES: z.coerce.number().int().default(30),
  GRAPHQL_MAX_TOKENS: z.coerce.number().int().default(2000),
  GRAPHQL_MAX_COST: z.coerce.number().int().default(20_000),
});

export type Env = z.infer<typeof schema>;
let parsed: Env | undefined;

/** The parsed environment. Throws one sentence that names the variable when something is missing or wrong. */
export function env(): Env {
  if (parsed) return parsed;
  const result = schema.safeParse(process.env);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new Error(`The environment variable ${issue?.path.join('.')} cannot be used: ${issue?.message}`);
  }
  parsed = result.data;
  return parsed;
}

/** The connection string. Asked for at first use only: a build and the schema's own tests have no database. */
export function databaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is missing: set it to a PostgreSQL connection string.');
  return url;
}

import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * The address of a folder at a source of rates. Without the slash at its end, its last part would not be a
 * folder.
 */
const sourceAddress = (official: string) =>
  z
    .union([z.literal(''), z.url()])
    .default(official)
    .transform((address) => (address === '' || address.endsWith('/') ? address : `${address}/`));

/** Compose files and charts set what nobody filled in to an empty text: it means the same as nothing. */
const orLeftOut = <T extends z.ZodType>(value: T) =>
  z.preprocess((text) => (text === '' ? undefined : text), value);
const flag = orLeftOut(z.stringbool().default(false));

/**
 * Everything that Saldo reads from its environment, parsed once at first use.
 * The README's table of variables is this file in prose.
 */
const schema = z
  .object({
    NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
    DB_ENCRYPTION_KEY: z.string().optional(),
    /**
     * Keys of Amazon's KMS that wrap instead of DB_ENCRYPTION_KEY, with commas between; the SDK reads its own
     * variables for region, credentials and endpoint.
     */
    KMS_KEY_ID: orLeftOut(z.string().optional()),
    /**
     * Where backups are written and made ready; left out with S3_BUCKET, they are made ready in the temporary
     * folder.
     */
    BACKUP_FOLDER: orLeftOut(z.string().optional()),
    /** Backups go to this bucket instead, at any service that speaks S3's language. */
    S3_BUCKET: orLeftOut(z.string().optional()),
    /** Left out, it is Amazon's own. */
    S3_ENDPOINT: orLeftOut(z.url().optional()),
    S3_REGION: orLeftOut(z.string().default('us-east-1')),
    S3_KEY_ID: orLeftOut(z.string().optional()),
    S3_KEY_SECRET: orLeftOut(z.string().optional()),
    /** The folder of pg_dump and pg_restore; left out, they are looked for on the PATH. */
    POSTGRES_CLIENT: orLeftOut(z.string().optional()),
    NEXTAUTH_SECRET: z.string().optional(),
    /** The address people open, e.g. https://saldo.example. Cookies are Secure when it starts with https. */
    NEXTAUTH_URL: z.url().optional(),
    PORT: z.coerce.number().int().min(1).max(65535).default(3000),
    HOST: z.string().default('0.0.0.0'),
    /**
     * Addresses or networks of proxies whose X-Forwarded-For counts, with commas between; also `loopback` and
     * `uniquelocal`.
     */
    TRUSTED_PROXIES: z.string().default(''),
    /**
     * How long web goes on after SIGTERM, not ready any more, so that load balancers see it before it stops
     * accepting.
     */
    DRAIN_SECONDS: orLeftOut(z.coerce.number().int().min(0).max(15).default(0)),
    /** Where errors are reported to, besides the log. */
    SENTRY_DSN: orLeftOut(z.url().optional()),
    /**
     * The collector that spans are sent to, over HTTP. OpenTelemetry's packages read their other variables
     * themselves.
     */
    OTEL_EXPORTER_OTLP_ENDPOINT: orLeftOut(z.url().optional()),
    /**
     * What anyone who asks for /api/metrics has to show as a bearer token. Left out, that address does not
     * exist.
     */
    METRICS_TOKEN: orLeftOut(
      z.string().min(16, { error: 'it is short: 16 characters are needed.' }).optional(),
    ),
    /**
     * Where a worker, which has no other port, answers /api/health and /api/metrics. Left out, it listens
     * nowhere.
     */
    METRICS_PORT: orLeftOut(z.coerce.number().int().min(1).max(65535).optional()),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    /**
     * A worker's import and its two mails hold a connection while they ask over another one: with three they
     * could wait for each other for ever.
     */
    DB_POOL_SIZE: z.coerce
      .number()
      .int()
      .min(4, { error: 'set it to 4 or more: a worker needs as many for what it does at once.' })
      .max(200)
      .default(20),
    /** Where exchange rates are fetched from; an empty text switches a source off. */
    CNB_URL: sourceAddress(
      'https://www.cnb.cz/cs/financni-trhy/devizovy-trh/kurzy-devizoveho-trhu/kurzy-devizoveho-trhu/',
    ),
    ECB_URL: sourceAddress('https://www.ecb.europa.eu/stats/eurofxref/'),
    UNIRATE_URL: sourceAddress('https://api.unirateapi.com/'),
    /** UniRate is asked only with a key. */
    UNIRATE_API_KEY: z.string().optional(),
    /** The server that mails are sent through. Left out, no mail is sent. */
    SMTP_HOST: orLeftOut(z.string().optional()),
    /** 465 with SMTP_USE_SSL, else 587. */
    SMTP_PORT: orLeftOut(z.coerce.number().int().min(1).max(65535).optional()),
    SMTP_USERNAME: orLeftOut(z.string().optional()),
    SMTP_PASSWORD: orLeftOut(z.string().optional()),
    /** Nothing is sent before STARTTLS with a certificate that is right. */
    SMTP_USE_TLS: flag,
    /** TLS from the first byte on. */
    SMTP_USE_SSL: flag,
    /** Who mails are from: saldo@example.com, or Saldo <saldo@example.com>. */
    SMTP_FROM: orLeftOut(
      z
        .string()
        .regex(/^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, {
          error: 'write it like saldo@example.com or Saldo <saldo@example.com>.',
        })
        .optional(),
    ),
    /**
     * Keeps mails and shows them at /dev/mail, to this computer only, while there is no SMTP_HOST. `npm
     * start` sets it.
     */
    MAIL_INBOX: orLeftOut(z.enum(['local']).optional()),
    /**
     * Each provider of identities is offered when its id and secret are set. Its callback is NEXTAUTH_URL +
     * /api/auth/callback/ + its short name.
     */
    MOJEID_CLIENT_ID: orLeftOut(z.string().optional()),
    MOJEID_CLIENT_SECRET: orLeftOut(z.string().optional()),
    /** Production. The test instance: https://mojeid.regtest.nic.cz/.well-known/openid-configuration/. */
    MOJEID_DISCOVERY_URL: orLeftOut(z.url().default('https://mojeid.cz/.well-known/openid-configuration/')),
    BANKID_CLIENT_ID: orLeftOut(z.string().optional()),
    BANKID_CLIENT_SECRET: orLeftOut(z.string().optional()),
    /** Production. The sandbox: https://oidc.sandbox.bankid.cz/.well-known/openid-configuration. */
    BANKID_DISCOVERY_URL: orLeftOut(
      z.url().default('https://oidc.bankid.cz/.well-known/openid-configuration'),
    ),
    GOOGLE_CLIENT_ID: orLeftOut(z.string().optional()),
    GOOGLE_CLIENT_SECRET: orLeftOut(z.string().optional()),
    GITHUB_CLIENT_ID: orLeftOut(z.string().optional()),
    GITHUB_CLIENT_SECRET: orLeftOut(z.string().optional()),
    /** Any provider that publishes OIDC_ISSUER/.well-known/openid-configuration. */
    OIDC_ISSUER: orLeftOut(z.url().optional()),
    OIDC_CLIENT_ID: orLeftOut(z.string().optional()),
    OIDC_CLIENT_SECRET: orLeftOut(z.string().optional()),
    /** What the button calls it. */
    OIDC_NAME: orLeftOut(z.string().default('Single sign-on')),
    GRAPHQL_MAX_DEPTH: z.coerce.number().int().default(12),
    GRAPHQL_MAX_ALIASES: z.coerce.number().int().default(30),
    GRAPHQL_MAX_TOKENS: z.coerce.number().int().default(2000),
    GRAPHQL_MAX_COST: z.coerce.number().int().default(20_000),
    /**
     * Where the mock bank of this repository runs; people's browsers go there too. Left out, it is not
     * offered.
     */
    MOCK_BANK_URL: z.url().optional(),
    /** Signs what the mock bank gives out, so that its consents outlive a restart. */
    MOCK_BANK_SECRET: z.string().optional(),
    /** Česká spořitelna is offered when all three are set. They come from the Erste Developer Portal. */
    CSAS_CLIENT_ID: z.string().optional(),
    CSAS_CLIENT_SECRET: z.string().optional(),
    /** Sent as the header web-api-key. */
    CSAS_API_KEY: z.string().optional(),
    /**
     * Production. The sandbox: https://webapi.developers.erstegroup.com/api/csas/sandbox/v1/sandbox-idp/auth
     * and …/token.
     */
    CSAS_AUTH_URL: z.url().default('https://bezpecnost.csas.cz/api/psd2/fl/oidc/v1/auth'),
    CSAS_TOKEN_URL: z.url().default('https://bezpecnost.csas.cz/api/psd2/fl/oidc/v1/token'),
    /**
     * Production. The sandbox: https://webapi.developers.erstegroup.com/api/csas/public/sandbox/v3/accounts.
     */
    CSAS_API_URL: z.url().default('https://www.csas.cz/webapi/api/v3/accounts'),
    FIO_API_URL: z.url().default('https://fioapi.fio.cz'),
    /** Fio banka answers each token once in so many seconds. */
    FIO_INTERVAL_SECONDS: z.coerce.number().int().min(0).default(30),
  })
  .refine((given) => !given.SMTP_HOST || given.SMTP_FROM, {
    path: ['SMTP_FROM'],
    error: 'it is missing; say who mails are from, such as Saldo <saldo@example.com>.',
  })
  .refine((given) => Boolean(given.S3_KEY_ID) === Boolean(given.S3_KEY_SECRET), {
    path: ['S3_KEY_ID'],
    error: 'it goes with S3_KEY_SECRET; set both or neither.',
  })
  .refine((given) => !given.SMTP_USERNAME || given.SMTP_PASSWORD, {
    path: ['SMTP_PASSWORD'],
    error: 'it is missing; SMTP_USERNAME needs one.',
  })
  .refine((given) => !(given.SMTP_USE_TLS && given.SMTP_USE_SSL), {
    path: ['SMTP_USE_TLS'],
    error: 'SMTP_USE_SSL excludes it; set one of the two.',
  });

export type Env = z.infer<typeof schema>;
let parsed: Env | undefined;

/**
 * What a variable says, or else the content of the file that `NAME_FILE` names, without the end of its line:
 * this is how the secrets of Docker and Kubernetes come. Throws one sentence when there is no such file.
 */
export function variable(name: string): string | undefined {
  const file = process.env[`${name}_FILE`];
  if (!file || process.env[name]) return process.env[name];
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new Error(`The file that ${name}_FILE names cannot be read: ${file}.`, { cause });
  }
}

/** The parsed environment. Throws one sentence that names the variable when something is missing or wrong. */
export function env(): Env {
  if (parsed) return parsed;
  const result = schema.safeParse(
    Object.fromEntries(Object.keys(schema.shape).map((name) => [name, variable(name)])),
  );
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new Error(`The environment variable ${issue?.path.join('.')} cannot be used: ${issue?.message}`);
  }
  parsed = result.data;
  return parsed;
}

/**
 * The connection string. Asked for at first use only: a build and the schema's own tests have no database.
 */
export function databaseUrl(): string {
  const url = variable('DATABASE_URL');
  if (!url) throw new Error('DATABASE_URL is missing: set it to a PostgreSQL connection string.');
  return url;
}

/** The connection string of the role that owns the tables, for maintenance that needs more than rows. */
export function databaseOwnerUrl(): string {
  return variable('DATABASE_OWNER_URL') || databaseUrl();
}

import { z } from 'zod';

// What a stack is configured with. Unknown keys are refused: a misspelt `sshCdir` must not silently mean "no
// SSH".

const ENVIRONMENT_NAME = /^[A-Z][A-Z0-9_]*$/;
const SOUNDS_SECRET = /PASSWORD|SECRET|KEY(?!_ID\b)|TOKEN|DSN/;
/** Given by the program itself; two sources for one variable would be one too many. */
const OWN = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'DATABASE_PASSWORD',
  'DB_ENCRYPTION_KEY',
  'KMS_KEY_ID',
  'AWS_REGION',
  'BACKUP_BUCKET',
  'NEXTAUTH_SECRET',
  'NEXTAUTH_URL',
  'POSTGRES_PASSWORD',
  'DOMAIN',
  'SALDO_IMAGE',
  'TRUSTED_PROXIES',
];

const name = z
  .string()
  .regex(ENVIRONMENT_NAME, { error: 'names of environment variables are written like SMTP_HOST' })
  .refine((value) => !OWN.includes(value), { error: 'this variable is set by the program itself' });
// The host hands values on in single quotes, which end at a quote and at a line break.
const value = z
  .string()
  .regex(/^[^'\n\r]*$/, { error: 'values may not contain a single quote or a line break' });

const environment = z
  .record(
    name.refine((key) => !SOUNDS_SECRET.test(key), {
      error:
        'a secret does not belong into plain configuration: npx pulumi config set --secret --path saldo:secrets.NAME',
    }),
    value,
  )
  .default({});
const secrets = z.record(name, value).default({});
const number = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const common = {
  /** Becomes a tag of everything: who answers for it. */
  owner: z.string().min(1),
  image: z.string().regex(/^[a-z0-9][\w.\-/:]*@sha256:[0-9a-f]{64}$/, {
    error: 'name the image by its digest, such as docker.io/you/saldo@sha256:…: a tag can be moved',
  }),
  /** Gets the alarms, after it has confirmed Amazon's question. */
  alarmEmail: z.email().optional(),
  /** Variables of the README's table, such as SMTP_HOST. */
  environment,
  /** The same for what nobody may read, such as SMTP_PASSWORD. */
  secrets,
};
const domain = z.string().regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, {
  error: 'write the domain alone, such as saldo.example',
});

const single = z
  .strictObject({
    profile: z.literal('single'),
    ...common,
    /** Left out, Saldo is served as plain HTTP under the host's address. */
    domain: domain.optional(),
    instanceType: z.enum(['t3.micro', 't4g.small']),
    /**
     * Pinned: looked up, a new Debian release would replace the host. infra/README.md says how to find it.
     */
    amiId: z
      .string()
      .regex(/^ami-[0-9a-f]{8,17}$/, { error: 'an AMI id is written like ami-0123456789abcdef0' }),
    dataVolumeGb: number(4, 1000).default(20),
    /** Who may use SSH. Left out, nobody: the Session Manager needs no open port. */
    sshCidr: z
      .cidrv4()
      .refine((cidr) => Number(cidr.split('/')[1]) >= 16, {
        error: 'SSH for the whole internet is refused; name your own network, such as 203.0.113.7/32',
      })
      .optional(),
    sshPublicKey: z.string().startsWith('ssh-').optional(),
    /** For previews of pull requests: `pulumi destroy` takes the data as well. */
    disposable: z.stringbool().default(false),
  })
  .refine((given) => Boolean(given.sshCidr) === Boolean(given.sshPublicKey), {
    path: ['sshPublicKey'],
    error: 'sshCidr and sshPublicKey are given together or not at all',
  });

const scale = z
  .strictObject({
    profile: z.literal('scale'),
    ...common,
    domain,
    /**
     * The Route 53 zone that holds the domain: the certificate is proven and the address is written there.
     */
    hostedZoneId: z
      .string()
      .regex(/^Z[A-Z0-9]+$/, { error: 'a hosted zone id is written like Z0123456789ABCDEFGHIJ' }),
    database: z.enum(['rds', 'aurora']).default('rds'),
    databaseClass: z.string().startsWith('db.').default('db.t4g.medium'),
    webMin: number(2, 100).default(2),
    webMax: number(2, 100).default(10),
    workers: number(1, 100).default(2),
  })
  .refine((given) => given.webMax >= given.webMin, { path: ['webMax'], error: 'webMax is at least webMin' });

const schema = z.discriminatedUnion('profile', [single, scale]);

export type Settings = z.infer<typeof schema>;
export type SingleSettings = z.infer<typeof single>;
export type ScaleSettings = z.infer<typeof scale>;

const OBJECTS = ['environment', 'secrets'];

/**
 * Reads the stack's configuration: every `saldo:` key of `all`, whose objects are JSON, as Pulumi hands them
 * over. Throws one sentence that names the key when something is missing, unknown or wrong, and when
 * `saldo:secrets` is not encrypted.
 */
export function readSettings(all: Record<string, string>, secretKeys: readonly string[]): Settings {
  const own = Object.entries(all).filter(([key]) => key.startsWith('saldo:'));
  const given = Object.fromEntries(
    own.map(([key, text]) => {
      const short = key.slice('saldo:'.length);
      return [short, OBJECTS.includes(short) ? (JSON.parse(text) as unknown) : text];
    }),
  );
  if (given.secrets !== undefined && !secretKeys.includes('saldo:secrets')) {
    throw new Error(
      'saldo:secrets is readable in the stack file; set its values with --secret: npx pulumi config set --secret --path saldo:secrets.NAME',
    );
  }
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  // What is wrong with a name inside an object is one level further down.
  const { message } = issue.code === 'invalid_key' ? (issue.issues[0] ?? issue) : issue;
  throw new Error(`saldo:${issue.path.join('.')} cannot be used: ${message}.`);
}

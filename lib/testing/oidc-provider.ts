import { createSign, generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

/**
 * A real OpenID provider, as a process of its own: `node --import tsx lib/testing/oidc-provider.ts PORT
 * REDIRECT_URI SECRET`. Anyone who comes is signed in as the person of the last POST /control, without being
 * asked. `flaw` is what it then does to its ID tokens, signed with its own key all the same; null takes a
 * claim out.
 */
export type Person = { sub: string; email?: string; email_verified?: boolean; name?: string };
export type Control = { person?: Person; flaw?: Record<string, unknown> | 'signature' | null };

const [port = '', redirectUri = '', secret = ''] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const foreignKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const people = new Map<string, Person>();
let current = '';
let flaw: Control['flaw'] = null;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'saldo',
      client_secret: secret,
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      require_auth_time: true,
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' }] },
  cookies: { keys: ['a key of the tests'] },
  pkce: { required: () => true },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ ...people.get(sub), sub }) }),
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      accountId: ctx.oidc.session?.accountId ?? '',
      clientId: ctx.oidc.client?.clientId ?? '',
    });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
  ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
});

provider.use(async (ctx, next) => {
  if (ctx.path === '/control') {
    let body = '';
    for await (const chunk of ctx.req) body += String(chunk);
    const control = JSON.parse(body) as Control;
    if (control.person) {
      people.set(control.person.sub, control.person);
      current = control.person.sub;
    }
    if (control.flaw !== undefined) flaw = control.flaw;
    ctx.status = 204;
  } else if (ctx.path.startsWith('/interaction/')) {
    ctx.respond = false;
    await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: current } });
  } else {
    await next();
    const answer = ctx.body as { id_token?: string } | undefined;
    if (ctx.path === '/token' && flaw && answer?.id_token)
      ctx.body = { ...answer, id_token: spoil(answer.id_token, flaw) };
  }
});

function spoil(token: string, wrong: NonNullable<Control['flaw']>): string {
  const [header = '', payload = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const changed = Object.entries({ ...claims, ...(wrong === 'signature' ? {} : wrong) }).filter(
    ([, value]) => value !== null,
  );
  const signed = `${header}.${Buffer.from(JSON.stringify(Object.fromEntries(changed))).toString('base64url')}`;
  return `${signed}.${createSign('RSA-SHA256')
    .update(signed)
    .sign(wrong === 'signature' ? foreignKey : privateKey, 'base64url')}`;
}

provider.listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
process.on('disconnect', () => process.exit(0));

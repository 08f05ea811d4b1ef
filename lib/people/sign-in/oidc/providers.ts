import type { OAuthConfig } from 'next-auth/providers/oauth';
import GitHub, { type GithubProfile } from 'next-auth/providers/github';
import { env } from '@/lib/platform/env';
import type { SignInProvider } from './types';

type Client = { clientId: string; clientSecret: string };
type Config = OAuthConfig<Record<string, unknown>>;

/** GitHub speaks OAuth, not OpenID Connect; this stands where others name their issuer. */
export const GITHUB_ISSUER = 'https://github.com';

/** Those that the operator has configured, in the order to show them. */
export function listProviders(): SignInProvider[] {
  return oauthProviders().map(({ id, name }) => ({ id, name }));
}

export function oauthProviders(): Config[] {
  const given = env();
  const client = (clientId: string | undefined, clientSecret: string | undefined): Client | null =>
    clientId && clientSecret ? { clientId, clientSecret } : null;
  const [mojeid, bankid, google, github, oidc] = [
    client(given.MOJEID_CLIENT_ID, given.MOJEID_CLIENT_SECRET),
    client(given.BANKID_CLIENT_ID, given.BANKID_CLIENT_SECRET),
    client(given.GOOGLE_CLIENT_ID, given.GOOGLE_CLIENT_SECRET),
    client(given.GITHUB_CLIENT_ID, given.GITHUB_CLIENT_SECRET),
    client(given.OIDC_CLIENT_ID, given.OIDC_CLIENT_SECRET),
  ];
  return [
    ...(mojeid ? [openId('mojeid', 'MojeID', given.MOJEID_DISCOVERY_URL, mojeid)] : []),
    ...(bankid ? [bankId(given.BANKID_DISCOVERY_URL, bankid)] : []),
    ...(google
      ? [openId('google', 'Google', 'https://accounts.google.com/.well-known/openid-configuration', google)]
      : []),
    ...(github ? [gitHub(github)] : []),
    ...(oidc && given.OIDC_ISSUER
      ? [
          openId(
            'oidc',
            given.OIDC_NAME,
            `${given.OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
            oidc,
          ),
        ]
      : []),
  ];
}

/**
 * A provider by discovery: code flow with PKCE, state and nonce. Signature, issuer, audience, nonce and times
 * of the ID token are checked by next-auth's openid-client, and so is the issuer that a provider names beside
 * the code (RFC 9207).
 */
function openId(id: string, name: string, wellKnown: string, client: Client): Config {
  return {
    id,
    name,
    type: 'oauth',
    wellKnown,
    ...client,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    userinfo: {
      // Some say the address only here. What the ID token says is signed for us, so it goes before.
      request: async ({ tokens, client: asked }) => {
        // Given the whole set of tokens, openid-client refuses what is said about another subject.
        const more = asked.issuer.metadata.userinfo_endpoint
          ? await asked.userinfo(tokens as Parameters<typeof asked.userinfo>[0])
          : {};
        return { ...more, ...(tokens as unknown as { claims: () => Record<string, unknown> }).claims() };
      },
    },
    profile: (claims) => ({ id: String(claims.sub) }),
  };
}

/**
 * Bank iD signs with PS512, takes the secret in the form, and calls its scopes its own way
 * (developer.bankid.cz).
 */
function bankId(wellKnown: string, client: Client): Config {
  return {
    ...openId('bankid', 'Bank iD', wellKnown, client),
    authorization: { params: { scope: 'openid profile.name profile.email' } },
    client: { id_token_signed_response_alg: 'PS512', token_endpoint_auth_method: 'client_secret_post' },
  };
}

function gitHub(client: Client): Config {
  const provider = GitHub({ ...client, checks: ['pkce', 'state'] });
  // GitHub's addresses are not told apart by whether they are confirmed, so none counts as confirmed.
  return {
    ...provider,
    profile: (profile: GithubProfile) => ({ id: String(profile.id) }),
  } as unknown as Config;
}

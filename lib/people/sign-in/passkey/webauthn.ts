import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { env } from '@/lib/platform/env';

/** A credential as it is stored. */
export type StoredCredential = {
  credentialId: Buffer<ArrayBuffer>;
  publicKey: Buffer<ArrayBuffer>;
  counter: number;
  transports: string[];
};

function here(): { origin: string; host: string } {
  const { origin, hostname } = new URL(env().NEXTAUTH_URL ?? `http://localhost:${env().PORT}`);
  return { origin, host: hostname };
}

/**
 * What a browser needs to make a passkey. It can be found without a name being typed, and proves the person
 * by finger, face or PIN: that makes it two factors in one, so that it may stand alone.
 */
export async function creationOptions({
  challenge,
  user,
  known,
}: {
  challenge: string;
  user: { id: string; email: string; name: string | null };
  known: StoredCredential[];
}): Promise<string> {
  const options = await generateRegistrationOptions({
    rpName: 'Saldo',
    rpID: here().host,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    userID: new Uint8Array(Buffer.from(user.id.replaceAll('-', ''), 'hex')),
    userName: user.email,
    userDisplayName: user.name ?? user.email,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId.toString('base64url'),
      transports: transports as AuthenticatorTransport[],
    })),
  });
  return JSON.stringify(options);
}

/** What a browser needs to ask for any passkey that it has for this site. */
export async function requestOptions(challenge: string): Promise<string> {
  return JSON.stringify(
    await generateAuthenticationOptions({
      rpID: here().host,
      challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
      userVerification: 'required',
    }),
  );
}

const base64url = z
  .string()
  .regex(/^[\w-]+$/)
  .max(20_000);
const created = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.looseObject({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});
const given = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.looseObject({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish(),
  }),
});

/** The challenge that a browser's answer is about, as it says itself; null for what is no such answer. */
export function challengeOf(answer: string): string | null {
  const read = z.object({ response: z.looseObject({ clientDataJSON: base64url }) }).safeParse(parse(answer));
  if (!read.success) return null;
  const clientData = z
    .object({ challenge: base64url })
    .safeParse(parse(Buffer.from(read.data.response.clientDataJSON, 'base64url').toString('utf8')));
  return clientData.success ? clientData.data.challenge : null;
}

/** The id of the credential that an answer is signed with, as it says itself. */
export function credentialIdOf(answer: string): Buffer<ArrayBuffer> | null {
  const read = given.safeParse(parse(answer));
  return read.success ? Buffer.from(read.data.id, 'base64url') : null;
}

/**
 * The credential of an answer to creationOptions, or null when anything about it is wrong: challenge, site,
 * no proof of the person.
 */
export async function readCreated(answer: string, challenge: string): Promise<StoredCredential | null> {
  const read = created.safeParse(parse(answer));
  if (!read.success) return null;
  const { origin, host } = here();
  const response = { ...read.data, clientExtensionResults: {} } as RegistrationResponseJSON;
  const result = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: true,
  }).catch(() => null);
  if (!result?.verified) return null;
  const { id, publicKey, counter } = result.registrationInfo.credential;
  return {
    credentialId: Buffer.from(id, 'base64url'),
    publicKey: Buffer.from(publicKey),
    counter,
    transports: read.data.response.transports ?? [],
  };
}

/**
 * The authenticator's new counter when an answer to requestOptions is signed by this credential for this
 * challenge and site, with the person verified; null otherwise, also for a counter that went back, which a
 * copied authenticator would show.
 */
export async function readGiven(
  answer: string,
  challenge: string,
  credential: StoredCredential,
): Promise<number | null> {
  const read = given.safeParse(parse(answer));
  if (!read.success) return null;
  const { origin, host } = here();
  const result = await verifyAuthenticationResponse({
    response: { ...read.data, clientExtensionResults: {} } as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: true,
    credential: {
      id: credential.credentialId.toString('base64url'),
      publicKey: new Uint8Array(credential.publicKey),
      counter: credential.counter,
    },
  }).catch(() => null);
  return result?.verified ? result.authenticationInfo.newCounter : null;
}

/** JSON that came from outside; null for anything that is none. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

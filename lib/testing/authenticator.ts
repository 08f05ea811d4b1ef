import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

type Options = { challenge: string; rpId?: string; rp?: { id: string }; user?: { id: string } };
/** What of an answer is to be wrong. */
export type Flaw = {
  origin?: string;
  rpId?: string;
  challenge?: string;
  verified?: boolean;
  counter?: number;
  key?: KeyObject;
};

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const uint = (value: number, bytes: 2 | 4) => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
};

/**
 * An authenticator in software, as a browser presents one: it makes one passkey and answers with it, honestly
 * or with a flaw.
 */
export function createAuthenticator(origin = 'http://localhost:3000') {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let counter = 0;
  let userHandle = '';

  const clientData = (type: string, options: Options, flaw: Flaw) =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: flaw.challenge ?? options.challenge,
        origin: flaw.origin ?? origin,
        crossOrigin: false,
      }),
    );
  const head = (rpId: string, flags: number, { verified = true, counter: count = ++counter }: Flaw) =>
    Buffer.concat([sha256(rpId), Buffer.from([flags | PRESENT | (verified ? VERIFIED : 0)]), uint(count, 4)]);
  const answer = (response: Record<string, string>) =>
    JSON.stringify({
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      response,
    });

  return {
    create(optionsJson: string, flaw: Flaw = {}): string {
      const options = JSON.parse(optionsJson) as Options;
      userHandle = options.user?.id ?? '';
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      const cose = isoCBOR.encode(
        new Map<number, number | Uint8Array>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
          [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
        ]),
      );
      const authData = Buffer.concat([
        head(flaw.rpId ?? options.rp?.id ?? '', ATTESTED, flaw),
        Buffer.alloc(16),
        uint(id.length, 2),
        id,
        cose,
      ]);
      const attestation = isoCBOR.encode(
        new Map<string, string | Uint8Array | Map<string, never>>([
          ['fmt', 'none'],
          ['attStmt', new Map<string, never>()],
          ['authData', new Uint8Array(authData)],
        ]),
      );
      return answer({
        clientDataJSON: clientData('webauthn.create', options, flaw).toString('base64url'),
        attestationObject: Buffer.from(attestation).toString('base64url'),
      });
    },
    get(optionsJson: string, flaw: Flaw = {}): string {
      const options = JSON.parse(optionsJson) as Options;
      const data = clientData('webauthn.get', options, flaw);
      const authenticatorData = head(flaw.rpId ?? options.rpId ?? '', 0, flaw);
      const signature = createSign('SHA256')
        .update(Buffer.concat([authenticatorData, sha256(data)]))
        .sign(flaw.key ?? privateKey);
      return answer({
        clientDataJSON: data.toString('base64url'),
        authenticatorData: authenticatorData.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle,
      });
    },
  };
}

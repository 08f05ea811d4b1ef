import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Question = {
  KeyId: string;
  Plaintext?: string;
  CiphertextBlob?: string;
  EncryptionContext?: Record<string, string>;
};

/**
 * A local stand-in for Amazon's KMS: it encrypts for keys it knows, holds callers to the encryption context,
 * and takes signed requests only.
 */
export type KmsStandIn = {
  keyId: string;
  otherKeyId: string;
  /** What it was asked, without the secrets. */
  asked: { action: string; keyId: string; context: Record<string, string> }[];
  stop(): Promise<void>;
};

/** Starts it and tells the SDK, by the SDK's own variables, to ask it. */
export async function startKms(): Promise<KmsStandIn> {
  const [keyId, otherKeyId] = [randomUUID(), randomUUID()];
  const keys = new Map<string, Buffer>([
    [keyId, randomBytes(32)],
    [otherKeyId, randomBytes(32)],
  ]);
  const asked: KmsStandIn['asked'] = [];
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    const refuse = (name: string) => answer(400, { __type: name, message: 'The stand-in refuses this.' });
    void json(request).then((body) => {
      const question = body as Question;
      const action = (request.headers['x-amz-target'] as string).replace('TrentService.', '');
      if (!isSigned(request)) return refuse('IncompleteSignature');
      const key = keys.get(question.KeyId);
      if (!key) return refuse('NotFoundException');
      asked.push({ action, keyId: question.KeyId, context: question.EncryptionContext ?? {} });
      const context = Buffer.from(JSON.stringify(Object.entries(question.EncryptionContext ?? {}).sort()));
      if (action === 'Encrypt')
        return answer(200, {
          KeyId: question.KeyId,
          CiphertextBlob: encrypt(
            question.KeyId,
            key,
            context,
            Buffer.from(question.Plaintext ?? '', 'base64'),
          ),
        });
      const blob = Buffer.from(question.CiphertextBlob ?? '', 'base64');
      if (blob.subarray(0, 36).toString() !== question.KeyId) return refuse('IncorrectKeyException');
      try {
        return answer(200, { KeyId: question.KeyId, Plaintext: decrypt(key, context, blob) });
      } catch {
        return refuse('InvalidCiphertextException');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_KMS: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'stand-in',
    AWS_SECRET_ACCESS_KEY: 'stand-in',
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { keyId, otherKeyId, asked, stop };
}

function isSigned({ headers }: IncomingMessage): boolean {
  return (
    /^AWS4-HMAC-SHA256 Credential=stand-in\/\d{8}\/eu-central-1\/kms\/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, Signature=[0-9a-f]{64}$/.test(
      headers.authorization ?? '',
    ) && /^\d{8}T\d{6}Z$/.test(headers['x-amz-date'] as string)
  );
}

function encrypt(keyId: string, key: Buffer, context: Buffer, secret: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context);
  const text = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([Buffer.from(keyId), nonce, cipher.getAuthTag(), text]).toString('base64');
}

function decrypt(key: Buffer, context: Buffer, blob: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(36, 48))
    .setAAD(context)
    .setAuthTag(blob.subarray(48, 64));
  return Buffer.concat([decipher.update(blob.subarray(64)), decipher.final()]).toString('base64');
}

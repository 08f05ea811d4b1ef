import { SealError } from './cipher';
import { type Binding, intoSecureMemory, type MasterKey } from './master-key';

/**
 * A master key that never leaves Amazon's KMS, or something that speaks its language. `keyId` is what
 * KMS_KEY_ID names: a key's id, its ARN or an alias. Region, credentials and another endpoint
 * (AWS_ENDPOINT_URL_KMS) come from the SDK's usual environment.
 */
export function kmsKey(keyId: string): MasterKey {
  return {
    // No key of DB_ENCRYPTION_KEY has a colon in its id.
    id: `kms:${keyId}`,
    async wrap(binding, secret) {
      const { CiphertextBlob } = await ask(keyId, async ({ client, EncryptCommand }) =>
        client.send(
          new EncryptCommand({ KeyId: keyId, Plaintext: secret, EncryptionContext: contextOf(binding) }),
        ),
      );
      return Buffer.from(CiphertextBlob ?? []);
    },
    async unwrap(binding, wrapped) {
      const { Plaintext } = await ask(keyId, async ({ client, DecryptCommand }) =>
        client.send(
          new DecryptCommand({
            KeyId: keyId,
            CiphertextBlob: wrapped,
            EncryptionContext: contextOf(binding),
          }),
        ),
      );
      return intoSecureMemory(Plaintext ?? new Uint8Array());
    },
  };
}

/** KMS writes it into its own log too, so that a use of the key tells which household it was for. */
function contextOf(binding: Binding): Record<string, string> {
  return Object.fromEntries(Object.entries(binding).map(([name, value]) => [name, String(value)]));
}

// The SDK is some megabytes of code: whoever has no key there never loads it.
async function load() {
  const { KMSClient, EncryptCommand, DecryptCommand } = await import('@aws-sdk/client-kms');
  // A start waits for the answer, and a person for the start; by default the SDK would wait for ever.
  const client = new KMSClient({
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
  return { client, EncryptCommand, DecryptCommand };
}
let loaded: ReturnType<typeof load> | undefined;

const DOES_NOT_OPEN = new Set(['InvalidCiphertextException', 'IncorrectKeyException']);

async function ask<T>(
  keyId: string,
  question: (kms: Awaited<ReturnType<typeof load>>) => Promise<T>,
): Promise<T> {
  try {
    return await question(await (loaded ??= load()));
  } catch (error) {
    const { name, message } = error as Error;
    if (DOES_NOT_OPEN.has(name))
      throw new SealError(
        'A wrapped key does not open: it was changed, moved, or wrapped by another key of KMS.',
      );
    const reason = `${name}: ${message}`
      .replace(/^(Error: )?(AWS SDK error wrapper for Error: )?/, '')
      .replace(/\.$/, '');
    throw new Error(
      `The KMS key "${keyId}" cannot be used (${reason}); check KMS_KEY_ID, AWS_REGION, the credentials, and that KMS can be reached.`,
      { cause: error },
    );
  }
}

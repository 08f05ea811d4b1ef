import { decrypt, encrypt } from './cipher';
import { type Binding, intoSecureMemory, type MasterKey } from './master-key';

const FIRST_VERSION = 1;

/** A master key whose bytes are in DB_ENCRYPTION_KEY. */
export function localKey(id: string, key: Buffer): MasterKey {
  return {
    id,
    wrap: async (binding, secret) => encrypt(key, versionOf(binding), associated(binding), secret),
    unwrap: async (binding, wrapped) => intoSecureMemory(decrypt(() => key, associated(binding), wrapped)),
  };
}

function versionOf(binding: Binding): number {
  return 'version' in binding ? binding.version : FIRST_VERSION;
}

function associated(binding: Binding): Buffer {
  return Buffer.from(
    Object.values({
      what: binding.what,
      id: binding.id,
      ...('version' in binding && { version: binding.version }),
    }).join(':'),
  );
}

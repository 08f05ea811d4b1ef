import { randomBytes } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What a checkout keeps for itself: secrets, the embedded database, logs. Closed to others. */
export const STATE = '.saldo';

/** Makes the folder for state; a folder that another user made is a sentence instead of a failure halfway. */
export async function openState(root: string): Promise<string> {
  const folder = path.join(root, STATE);
  try {
    await mkdir(path.join(folder, 'logs'), { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK | constants.X_OK);
    return folder;
  } catch (error) {
    throw new Error(
      `Saldo cannot write to ${folder} (${(error as NodeJS.ErrnoException).code}); start it as the user who owns that folder.`,
      { cause: error },
    );
  }
}

/**
 * Reads a secret from its file, making it on the first run. A secret is made only where nothing depends on an
 * older one.
 *
 * @param hasData whether there is data already that only the lost secret would open.
 */
export async function secret(
  state: string,
  name: string,
  make: () => string,
  hasData: boolean,
): Promise<string> {
  const file = path.join(state, name);
  if (existsSync(file)) {
    const value = (await readFile(file, 'utf8')).trim();
    if (value) return value;
  }
  if (hasData) {
    throw new Error(
      `${path.join(STATE, name)} is missing, and without it the data of this Saldo cannot be opened; put the file back, or remove the data to start afresh.`,
    );
  }
  const value = make();
  const handle = await open(file, 'w', 0o600);
  await handle.writeFile(`${value}\n`);
  // The first row is sealed with this key moments later; losing power in between must not keep the row and
  // lose the key.
  await handle.sync();
  await handle.close();
  return value;
}

/**
 * 32 random bytes with an id in front, the form of DB_ENCRYPTION_KEY: the id says which key sealed something.
 */
export function makeEncryptionKey(): string {
  return `k1:${randomBytes(32).toString('base64')}`;
}

export function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

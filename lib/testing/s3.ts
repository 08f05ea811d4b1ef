import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What of @20minutes/s3rver is used; it comes without types. */
type S3rver = new (options: {
  address: string;
  port: number;
  silent: boolean;
  allowMismatchedSignatures: boolean;
  directory: string;
  configureBuckets: { name: string }[];
}) => { run(): Promise<AddressInfo>; close(): Promise<void> };
const Server = createRequire(__filename)('@20minutes/s3rver') as S3rver;

/**
 * A local S3 server with one bucket. Tells env() about it when nobody has asked env() before.
 *
 * It asks for a signature by a key that it knows, and cannot check it: it leaves a slash out of a bucket's
 * address that the SDK has signed.
 */
export async function startS3(bucket: string): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const directory = await mkdtemp(path.join(tmpdir(), 'saldo-s3-'));
  const server = new Server({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    allowMismatchedSignatures: true,
    directory,
    configureBuckets: [{ name: bucket }],
  });
  const { port } = await server.run();
  const endpoint = `http://127.0.0.1:${port}`;
  Object.assign(process.env, {
    S3_ENDPOINT: endpoint,
    S3_BUCKET: bucket,
    S3_KEY_ID: 'S3RVER',
    S3_KEY_SECRET: 'S3RVER',
  });
  const close = async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  };
  let closed: Promise<void> | undefined;
  return { endpoint, stop: () => (closed ??= close()) };
}

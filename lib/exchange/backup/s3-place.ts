import { createReadStream, createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { env } from '@/lib/platform/env';
import type { BackupPlace } from './place';
import { BackupError } from './sealed-file';

/**
 * A bucket at Amazon's S3 or any service that speaks its language. Requests carry its name in the path, which
 * all of them understand.
 */
export function s3Place(bucket: string): BackupPlace {
  const { S3_ENDPOINT, S3_REGION, S3_KEY_ID, S3_KEY_SECRET } = env();
  const called = `the bucket ${bucket}`;
  // The SDK is some megabytes of code: anyone who keeps backups in a folder never loads it.
  const load = async () => {
    const [s3, { Upload }] = await Promise.all([
      import('@aws-sdk/client-s3'),
      import('@aws-sdk/lib-storage'),
    ]);
    const client = new s3.S3Client({
      region: S3_REGION,
      ...(S3_ENDPOINT ? { endpoint: S3_ENDPOINT, forcePathStyle: true } : {}),
      ...(S3_KEY_ID && S3_KEY_SECRET
        ? { credentials: { accessKeyId: S3_KEY_ID, secretAccessKey: S3_KEY_SECRET } }
        : {}),
      // Other services than Amazon's do not know its newer checksums; the files have their own.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    return { ...s3, Upload, client };
  };
  let loaded: ReturnType<typeof load> | undefined;
  const ask = async <T>(
    what: string,
    question: (s3: Awaited<ReturnType<typeof load>>) => Promise<T>,
  ): Promise<T> => {
    try {
      return await question(await (loaded ??= load()));
    } catch (error) {
      const { name, message } = error as Error;
      throw new BackupError(
        `${what} ${called} failed (${name}: ${message.replace(/\.$/, '')}); check S3_ENDPOINT, S3_REGION, S3_KEY_ID and S3_KEY_SECRET.`,
        { cause: error },
      );
    }
  };
  return {
    called,
    // In parts of 16 MiB, so that no size is too large; an object appears when the last one is there.
    put: (name, file) =>
      ask('Writing to', async ({ Upload, client }) => {
        await new Upload({
          client,
          params: { Bucket: bucket, Key: name, Body: createReadStream(file) },
          partSize: 16 * 1024 * 1024,
          queueSize: 2,
        }).done();
      }),
    get: (name, file) =>
      ask('Reading from', async ({ client, GetObjectCommand }) => {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: name }));
        await pipeline(Body as Readable, createWriteStream(file));
      }),
    list: (kind) =>
      ask('Listing', async ({ client, paginateListObjectsV2 }) => {
        const names: string[] = [];
        for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: `${kind}/` }))
          names.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
        return names.sort();
      }),
    remove: (name) =>
      ask('Removing from', async ({ client, DeleteObjectCommand }) => {
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: name }));
      }),
  };
}

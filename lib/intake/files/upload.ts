import { Readable } from 'node:stream';
import busboy from 'busboy';
import { MAX_FILE_BYTES } from './csv/decode';
import { ImportFileError } from './types';

export type Upload = { file: { name: string; bytes: Buffer }; accountId: string | null };

/**
 * Reads the one file of a multipart request, and not a byte more than the limit: what is larger is refused
 * while it is still coming in. Throws ImportFileError.
 */
export async function readUpload(request: Request, maxBytes = MAX_FILE_BYTES): Promise<Upload> {
  const contentType = request.headers.get('content-type') ?? '';
  // Without its boundary the parts of a request cannot be told apart.
  if (!/^multipart\/form-data;.*boundary=/i.test(contentType) || !request.body) {
    throw new ImportFileError(
      'EMPTY',
      'No file came with the request: send it as multipart/form-data in the field "file".',
    );
  }
  const body = Readable.fromWeb(request.body as never);
  const parser = busboy({
    headers: { 'content-type': contentType },
    defParamCharset: 'utf8',
    limits: { files: 1, fileSize: maxBytes, fields: 5, fieldSize: 1_000, parts: 8 },
  });
  const chunks: Buffer[] = [];
  const found: { name?: string; accountId?: string } = {};
  await new Promise<void>((resolve, reject) => {
    parser.on('field', (field, value) => {
      if (field === 'accountId' && value) found.accountId = value;
    });
    parser.on('file', (_field, stream, info) => {
      found.name = info.filename;
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () =>
        reject(
          new ImportFileError(
            'TOO_LARGE',
            `The file is larger than ${maxBytes / 1024 / 1024} MB; export a shorter period.`,
          ),
        ),
      );
    });
    parser.on('close', resolve);
    parser.on('error', () =>
      reject(new ImportFileError('EMPTY', 'The upload broke off: send the file again.')),
    );
    body.on('error', () =>
      reject(new ImportFileError('EMPTY', 'The upload broke off: send the file again.')),
    );
    body.pipe(parser);
  }).catch((error: unknown) => {
    body.destroy();
    throw error;
  });
  if (found.name === undefined)
    throw new ImportFileError(
      'EMPTY',
      'No file came with the request: send it as multipart/form-data in the field "file".',
    );
  return { file: { name: found.name, bytes: Buffer.concat(chunks) }, accountId: found.accountId ?? null };
}

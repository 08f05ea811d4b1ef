export interface UploadProgress {
  /** Bytes. */
  done: number;
  total: number;
}

/** The server did not take the file. `code` is what the sentence for a person is chosen by. */
export class UploadError extends Error {
  override readonly name = 'UploadError';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * What the server takes at most, unless it is set up otherwise: a file that cannot be accepted is not sent
 * first.
 */
const MAX_BYTES = 50 * 1024 * 1024;

type Answer = { import?: { id: string }; errors?: { code: string; message: string }[] };

/**
 * Sends a bank's file and returns the id of the import. Throws UploadError. XMLHttpRequest, because fetch
 * does not tell how far an upload has come.
 */
export function uploadFile(
  file: File,
  accountId: string | null,
  onProgress: (progress: UploadProgress) => void,
): Promise<string> {
  if (file.size === 0) return Promise.reject(new UploadError('EMPTY', 'The file is empty.'));
  if (file.size > MAX_BYTES) return Promise.reject(new UploadError('TOO_LARGE', 'The file is too large.'));
  const body = new FormData();
  // Fields before the file: the server reads the form in order.
  if (accountId) body.set('accountId', accountId);
  body.set('file', file);

  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/imports');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress({ done: loaded, total });
    request.onerror = () => reject(new UploadError('NETWORK', 'The server cannot be reached.'));
    request.onload = () => {
      const answer = request.response as Answer | null;
      if (request.status === 401)
        location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
      const failure = answer?.errors?.[0];
      if (answer?.import) resolve(answer.import.id);
      else
        reject(
          new UploadError(
            failure?.code ?? 'INTERNAL_SERVER_ERROR',
            failure?.message ?? 'The server gave no answer.',
          ),
        );
    };
    request.send(body);
  });
}

/**
 * Why a file is not taken in as an export. LINE: what stands in a line of it cannot be so; `file` and `line`
 * say where.
 */
export type ExportFileErrorCode = 'TOO_LARGE' | 'NOT_AN_EXPORT' | 'NEWER' | 'LINE' | 'NOT_EMPTY';

/**
 * A file is refused as a whole: nothing of it was written. `message` is one sentence that says what to do.
 */
export class ExportFileError extends Error {
  override readonly name = 'ExportFileError';

  constructor(
    readonly code: ExportFileErrorCode,
    message: string,
    readonly at: { file: string; line: number } | null = null,
  ) {
    super(message);
  }
}

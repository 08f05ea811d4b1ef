import { ImportFileError } from '../types';

/** A longer single line is no line of a statement. */
const MAX_LINE_LENGTH = 1_000_000;

export type Line = { line: number; text: string };

/** The lines of a text with their 1-based numbers. Throws ImportFileError LINE_TOO_LONG. */
export function* linesOf(text: string): Generator<Line> {
  let line = 1;
  for (let start = 0; start < text.length; line++) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end - start > MAX_LINE_LENGTH) {
      throw new ImportFileError(
        'LINE_TOO_LONG',
        `Line ${line} is too long for a bank statement; check that you chose the right file and download it again.`,
        line,
      );
    }
    yield { line, text: text.slice(start, end) };
    start = end + 1;
  }
}

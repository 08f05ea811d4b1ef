import { codePages, letterFrequencies } from './letters';
import type { Encoding } from './mapping';
import { ImportFileError } from '../types';

/** Larger files are refused before anything is decoded, so that memory stays bounded. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;

const SAMPLE_BYTES = 256 * 1024;

/** The beginnings of files people drop by mistake, with the word for each. */
const foreignFormats: readonly (readonly [signature: string, name: string])[] = [
  ['%PDF', 'a PDF document'],
  ['PK\u0003\u0004', 'an Excel workbook or a ZIP archive'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Excel workbook'],
  ['\u001f\u008b', 'a compressed archive'],
  ['\u0089PNG', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['GIF8', 'a picture'],
  ['7z\u00bc\u00af', 'a compressed archive'],
  ['Rar!', 'a compressed archive'],
  ['SQLite format', 'a database'],
  ['{\\rtf', 'a text document'],
];

/** Throws ImportFileError EMPTY, TOO_LARGE or BINARY when the bytes cannot be a text file of a bank. */
export function assertTextFile(bytes: Uint8Array): void {
  if (bytes.length === 0)
    throw new ImportFileError(
      'EMPTY',
      'The file is empty; export it again from your bank and choose a period with transactions.',
    );
  if (bytes.length > MAX_FILE_BYTES) {
    throw new ImportFileError(
      'TOO_LARGE',
      `The file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB; export a shorter period and import the parts one by one.`,
    );
  }
  const start = latin1(bytes.subarray(0, 16));
  const foreign = foreignFormats.find(([signature]) => start.startsWith(signature));
  if (foreign)
    throw new ImportFileError(
      'BINARY',
      `The file is ${foreign[1]}, not a CSV file; choose CSV in your bank’s export.`,
    );
}

/** Which encoding the bytes are in; throws ImportFileError BINARY or ENCODING when no text encoding fits. */
export function detectEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const wide = detectWide(sample);
  if (wide) return wide;
  if (sample.includes(0)) throw binary();
  if (isUtf8(bytes)) return 'utf-8';
  return detectCodePage(bytes);
}

/**
 * The text of the file, without a byte order mark and with `\n` line ends only. Throws ImportFileError
 * ENCODING when the bytes are not valid in the encoding or the letters were damaged before.
 */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new ImportFileError(
      'ENCODING',
      `The file is not valid ${encoding.toUpperCase()} text; choose another encoding or export the file again as UTF-8.`,
    );
  }
  if (text.includes('\u0000')) throw binary();
  assertNotDamaged(text);
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function binary(): ImportFileError {
  return new ImportFileError(
    'BINARY',
    'The file is not text; choose CSV in your bank’s export and drop that file.',
  );
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 without a byte order mark: in text of a European language every other byte is zero. */
function detectWide(sample: Uint8Array): Encoding | null {
  if (sample.length < 4) return null;
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2]!++;
  });
  const half = sample.length / 2;
  if (zeros[1]! > half * 0.7 && zeros[0]! < half * 0.1) return 'utf-16le';
  if (zeros[0]! > half * 0.7 && zeros[1]! < half * 0.1) return 'utf-16be';
  return null;
}

function detectCodePage(bytes: Uint8Array): Encoding {
  const counts: Counts = { beside: new Array<number>(256).fill(0), apart: new Array<number>(256).fill(0) };
  let high = 0;
  let controls = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]!;
    if (byte > 0x7f) {
      counts[isDigit(bytes[index - 1]) || isDigit(bytes[index + 1]) ? 'beside' : 'apart'][byte]!++;
      high++;
    } else if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) controls++;
  }
  if (controls > bytes.length / 100 || high > bytes.length * 0.95) throw binary();
  let best: { encoding: Encoding; score: number } | null = null;
  for (const { encoding, languages } of codePages) {
    for (const language of languages) {
      const score = plausibility(counts, encoding, letterFrequencies[language]!);
      if (!best || score > best.score + 1e-9) best = { encoding, score };
    }
  }
  // Below this even the best reading makes every second letter a stranger to its language.
  if (!best || best.score / high < -8) {
    throw new ImportFileError(
      'ENCODING',
      'The letters of the file cannot be read in any encoding banks use; export it again as UTF-8.',
    );
  }
  return best.encoding;
}

/**
 * How often each byte occurs beside a digit, where a currency sign stands, and elsewhere, where letters do.
 */
type Counts = { beside: number[]; apart: number[] };

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/**
 * Log-likelihood of the high bytes as letters of one language; signs such as € or § count for little either
 * way.
 */
function plausibility(
  { beside, apart }: Counts,
  encoding: Encoding,
  frequencies: Readonly<Record<string, number>>,
): number {
  const total = Object.values(frequencies).reduce((sum, frequency) => sum + frequency, 0);
  const decoder = new TextDecoder(encoding);
  let score = 0;
  for (let byte = 0x80; byte < 256; byte++) {
    if (apart[byte] === 0 && beside[byte] === 0) continue;
    const character = decoder.decode(Uint8Array.of(byte)).toLowerCase();
    const value = likelihood(character, frequencies, total);
    score += apart[byte]! * value + beside[byte]! * (/\p{L}/u.test(character) ? Math.min(value, -9) : value);
  }
  return score;
}

function likelihood(character: string, frequencies: Readonly<Record<string, number>>, total: number): number {
  const frequency = frequencies[character];
  if (frequency !== undefined) return Math.log(frequency / total);
  if (/[\u0080-\u009f\ufffd]/.test(character)) return -15;
  if (/\p{L}/u.test(character)) return -10;
  return /[€£§°«»„“”’–—…\u00a0]/.test(character) ? -4 : -7;
}

/**
 * Text that was decoded wrongly before it was saved ("ZaÃºÄ�tovÃ¡no") cannot be put right with certainty, and
 * half-read names would never match a later, sound export of the same account.
 */
function assertNotDamaged(text: string): void {
  const sample = text.length > SAMPLE_BYTES ? text.slice(0, SAMPLE_BYTES) : text;
  const lost = sample.match(/\ufffd/g)?.length ?? 0;
  const twice = sample.match(/[ÂÃÄÅ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/g)?.length ?? 0;
  const letters = sample.match(/[^\u0000-\u007f]/g)?.length ?? 0;
  if (lost + twice >= 3 && lost + 2 * twice > letters / 2) {
    throw new ImportFileError(
      'ENCODING',
      'The accented letters in the file were damaged before it got here; export it again from your bank, without opening it in another program.',
    );
  }
}

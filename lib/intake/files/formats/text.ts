import { detectEncoding, MAX_FILE_BYTES } from '../csv/decode';
import { ImportFileError } from '../types';

/**
 * Charsets that programs write into a header whatever the bytes are in; the letters themselves are the better
 * witness.
 */
const COPIED_CHARSETS: ReadonlySet<string> = new Set(['windows-1252', 'utf-8']);

/**
 * The text of a statement file, without a byte order mark and with `\n` line ends only.
 *
 * `declared` is the charset the file claims. UTF-16 and UTF-8 are believed over it, since other text is
 * hardly ever valid in them; a claim of anything but the usual default is believed over the letters. Letters
 * that fit nowhere spoil names only, so they are read as windows-1252 instead of refusing the whole file: the
 * structure of every format is ASCII. Throws ImportFileError EMPTY, TOO_LARGE or BINARY.
 */
export function decodeText(bytes: Uint8Array, declared: string | null = null): string {
  assertSize(bytes);
  const text = new TextDecoder(chooseEncoding(bytes, declared)).decode(bytes);
  if (text.includes('\u0000')) throw binary();
  if (text.trim() === '') throw empty();
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Throws ImportFileError EMPTY or TOO_LARGE. */
export function assertSize(bytes: Uint8Array): void {
  if (bytes.length === 0) throw empty();
  if (bytes.length > MAX_FILE_BYTES) {
    throw new ImportFileError(
      'TOO_LARGE',
      `The file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB; export a shorter period and import the parts one by one.`,
    );
  }
}

function chooseEncoding(bytes: Uint8Array, declared: string | null): string {
  const claimed = declared === null ? null : encodingOfName(declared);
  let detected: string;
  try {
    detected = detectEncoding(bytes);
  } catch (error) {
    if (!(error instanceof ImportFileError) || error.code !== 'ENCODING') throw binary();
    detected = 'windows-1252';
  }
  if (detected.startsWith('utf-')) return detected;
  if (isCutUtf8(bytes)) return 'utf-8';
  return claimed !== null && !COPIED_CHARSETS.has(claimed) ? claimed : detected;
}

/**
 * Fields of a fixed width are sometimes cut inside a letter: then nearly all letters, but not all, are valid
 * UTF-8.
 */
function isCutUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  let lost = 0;
  let letters = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0xfffd) lost++;
    else if (code > 0x7f) letters++;
  }
  return letters > 10 * lost;
}

/**
 * The name under which `TextDecoder` knows a charset ("1250", "8859-1", "ISO-8859-2", "CP1252"); null when it
 * does not.
 */
function encodingOfName(name: string): string | null {
  const plain = name.trim().toLowerCase().replace(/_/g, '-');
  const page = /^(?:windows-?|win-?|cp-?)?(125\d)$/.exec(plain);
  const part = /^(?:iso-?)?8859-(\d{1,2})$/.exec(plain);
  try {
    return new TextDecoder(page ? `windows-${page[1]}` : part ? `iso-8859-${part[1]}` : plain).encoding;
  } catch {
    return null;
  }
}

function empty(): ImportFileError {
  return new ImportFileError(
    'EMPTY',
    'The file is empty; export it again from your bank and choose a period with transactions.',
  );
}

function binary(): ImportFileError {
  return new ImportFileError(
    'BINARY',
    'The file is damaged or not a text file; download the statement again from your bank.',
  );
}

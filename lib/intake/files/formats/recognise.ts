import type { FileFormat } from '../types';

const HEAD_BYTES = 64 * 1024;

const GPC_STATEMENT = /^074[\d ]{16}[^\n]{5,40}\d{20}[+\-0]\d{14}[+\-0]/;
const GPC_ENTRY = /^075[\d ]{16}[\d ]{16}[\dA-Za-z ]{13}\d{12}[1245]/;
const CAMT =
  /<(?:[\w.-]{1,40}:)?BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)|urn:iso:std:iso:20022:tech:xsd:camt\.05[234]\./;

/**
 * Which statement format the bytes are in, from their content alone; null when it is none of these, which CSV
 * never is. Only the beginning is looked at.
 */
export function recogniseFormat(bytes: Uint8Array): FileFormat | null {
  const head = headOf(bytes);
  const start = head.trimStart();
  if (start.startsWith('<')) return xmlFormat(start);
  if (start.startsWith('{') || start.startsWith('['))
    return jsonFormat(start) ?? (isMt940(head) ? 'MT940' : null);
  // Some servers leave lines of their own before the header.
  if (/(?:^|\n)\s{0,20}(?:OFXHEADER\s{0,5}:|<OFX>)/i.test(start.slice(0, 2_000))) return 'OFX';
  if (isQif(start)) return 'QIF';
  if (GPC_STATEMENT.test(start) || GPC_ENTRY.test(start)) return 'GPC';
  return isMt940(head) ? 'MT940' : null;
}

/**
 * The beginning as text without a byte order mark and transport signs; every format has its marks in ASCII.
 */
export function headOf(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, HEAD_BYTES);
  const text = new TextDecoder(wideEncoding(sample) ?? 'windows-1252').decode(sample);
  return text
    .replace(/^(?:ï»¿|\ufeff)/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0001\u0003\u001a]/g, '');
}

function wideEncoding(sample: Uint8Array): string | null {
  if (
    (sample[0] === 0xff && sample[1] === 0xfe) ||
    (sample.length > 3 && sample[0] !== 0 && sample[1] === 0 && sample[2] !== 0 && sample[3] === 0)
  )
    return 'utf-16le';
  if (
    (sample[0] === 0xfe && sample[1] === 0xff) ||
    (sample.length > 3 && sample[0] === 0 && sample[1] !== 0 && sample[2] === 0 && sample[3] !== 0)
  )
    return 'utf-16be';
  return null;
}

function xmlFormat(start: string): FileFormat | null {
  const root = rootName(start);
  if (root?.toUpperCase() === 'OFX' || /^<\?(?:xml[^>]{0,200}\?>\s{0,50}<\?)?OFX/i.test(start)) return 'OFX';
  if (root === 'AccountStatement') return 'FIO_XML';
  if (root === 'FINSTA' || root === 'FINSTA03') return 'CSOB_XML';
  return CAMT.test(start) ? 'CAMT' : null;
}

/** The name of the root element without its prefix, behind declarations and comments. */
export function rootName(start: string): string | null {
  let position = 0;
  while (position < start.length) {
    position = start.indexOf('<', position);
    if (position === -1) return null;
    const closing = start.startsWith('<!--', position)
      ? '-->'
      : /^<[?!]/.test(start.slice(position, position + 2))
        ? '>'
        : null;
    if (closing === null)
      return /^<(?:[\w.-]{1,40}:)?([\w.-]{1,80})/.exec(start.slice(position, position + 130))?.[1] ?? null;
    const end = start.indexOf(closing, position);
    if (end === -1) return null;
    position = end + closing.length;
  }
  return null;
}

function jsonFormat(start: string): FileFormat | null {
  if (
    /^\{\s{0,200}"accountStatement"\s{0,20}:/.test(start) ||
    (start.includes('"accountStatement"') && start.includes('"transactionList"'))
  )
    return 'FIO_JSON';
  return start.includes('"precision"') && /"(?:bookingDate|booking)"\s{0,20}:/.test(start)
    ? 'GEORGE_JSON'
    : null;
}

function isQif(start: string): boolean {
  const first = start.split('\n', 200).find((line) => line.trim() !== '' && !line.startsWith('#'));
  return first !== undefined && /^!(?:type:|account|option:|clear:)/i.test(first.trim());
}

/** A reference and an account at the beginnings of lines, and a balance or an entry. */
function isMt940(head: string): boolean {
  return (
    /(?:^|\n|\{4:):20:/.test(head) && /\n:25P?:/.test(head) && /\n:(?:60[FM]|61|34F|62[FM]|28C?):/.test(head)
  );
}

import { SaxesParser } from 'saxes';

import { broken } from './errors';
import { decodeText } from './text';

const CHUNK_LENGTH = 65_536;
const MAX_DEPTH = 64;
/** The longest text of one element; a remittance text has some hundred characters. */
const MAX_TEXT_LENGTH = 100_000;
const MAX_ATTRIBUTES = 50;

export type XmlHandler = {
  /**
   * `path` holds the local names from the root to the element itself; `attribute` reads one of its
   * attributes.
   */
  open(path: readonly string[], attribute: (name: string) => string | undefined, line: number): void;
  /**
   * `text` is what stands between the last inner tag and the end tag: all of it for an element without
   * children.
   */
  close(path: readonly string[], text: string, line: number): void;
};

/**
 * Streams through an XML document without building it. Prefixes of names are left out: banks choose them
 * freely. Throws ImportFileError BROKEN for a document that is not well-formed or declares a document type:
 * entities are the means of XML bombs, and no statement has any.
 */
export function readXml(bytes: Uint8Array, handler: XmlHandler): void {
  const text = decodeText(bytes, declaredEncoding(bytes));
  const start = text.search(/[^\s\ufeff]/);
  const lineOffset = countLines(text.slice(0, start));
  const body = text.slice(start).replace(/\u001a\s*$/, '');

  const parser = new SaxesParser({ xmlns: false as const, position: false as const });
  const path: string[] = [];
  let current = '';
  const line = () => parser.line + lineOffset;
  const append = (part: string) => {
    current += part;
    if (current.length > MAX_TEXT_LENGTH)
      throw broken('The file has a text that is too long for a bank statement', line());
  };
  parser.on('error', () => {
    throw broken('The file is cut off or damaged', line());
  });
  parser.on('doctype', () => {
    throw broken('The file declares a document type, which bank statements never do,', line());
  });
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('opentag', ({ name, attributes }) => {
    current = '';
    if (path.push(localName(name)) > MAX_DEPTH)
      throw broken('The file is nested deeper than any bank statement', line());
    if (Object.keys(attributes).length > MAX_ATTRIBUTES)
      throw broken('The file has an element with too many attributes', line());
    handler.open(path, (attribute) => attributes[attribute], line());
  });
  parser.on('closetag', () => {
    handler.close(path, current.trim(), line());
    current = '';
    path.pop();
  });
  for (let position = 0; position < body.length; position += CHUNK_LENGTH)
    parser.write(body.slice(position, position + CHUNK_LENGTH));
  parser.close();
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200));
  return /<\?xml[^>]{0,80}encoding\s{0,5}=\s{0,5}["']([\w-]{2,30})["']/.exec(start)?.[1] ?? null;
}

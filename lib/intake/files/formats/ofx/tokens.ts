import { broken } from '../errors';

/**
 * A start or an end tag with the text behind it, up to the next tag; `empty` is a start tag that ends itself.
 */
export type OfxToken = { name: string; end: boolean; empty: boolean; text: string; line: number };

// The prefix is that of the XML namespace, which few servers write out.
const TAG = /<(\/?)(?:OFX:)?([A-Za-z][A-Za-z0-9._-]{0,60})(?:\s[^<>]{0,500})?\/?>/y;
const MAX_TEXT_LENGTH = 20_000;
const ENTITY = /&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#[xX][\da-fA-F]{1,5});/g;
const NAMED: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&nbsp;': ' ',
};

/**
 * The tags of an OFX file. One tokenizer reads both dialects, SGML (version 1, values without end tags) and
 * XML (version 2), because banks write the header of the one over the body of the other.
 *
 * A `<` that begins no tag is part of a value. Throws ImportFileError BROKEN.
 */
export function* ofxTokens(text: string): Generator<OfxToken> {
  let line = 1;
  // Kept between calls: a file on a single line must not be searched to its end for every tag.
  let newline = text.indexOf('\n');
  const lineAt = (position: number) => {
    for (; newline !== -1 && newline < position; newline = text.indexOf('\n', newline + 1)) line++;
    return line;
  };
  for (let position = nextTag(text, 0, lineAt); position < text.length;) {
    TAG.lastIndex = position;
    const [tag, slash, name] = TAG.exec(text)!;
    const from = position + tag.length;
    const next = nextTag(text, from, lineAt);
    const value = text.slice(from, next);
    if (value.length > MAX_TEXT_LENGTH && value.trim().length > MAX_TEXT_LENGTH)
      throw broken('The file has a text that is too long for a bank statement', lineAt(position));
    yield {
      name: name!.toUpperCase(),
      end: slash === '/',
      empty: tag.endsWith('/>'),
      text: value,
      line: lineAt(position),
    };
    position = next;
  }
}

/**
 * The text of a value. Entities are decoded twice, since several banks encode what is encoded already
 * ("&amp;lt;").
 */
export function ofxValue(text: string): string {
  const trimmed = withoutMarkup(text).trim();
  return trimmed.includes('&')
    ? trimmed.replace(ENTITY, decodeEntity).replace(ENTITY, decodeEntity)
    : trimmed;
}

function withoutMarkup(text: string): string {
  if (!text.includes('<')) return text;
  return text.replace(/<!--[\s\S]*?-->/g, ' ').replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1');
}

function decodeEntity(entity: string): string {
  const known = NAMED[entity];
  if (known !== undefined) return known;
  const code = /^&#x/i.test(entity) ? parseInt(entity.slice(3, -1), 16) : parseInt(entity.slice(2, -1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** Where the next tag begins; comments, CDATA and processing instructions are stepped over. */
function nextTag(text: string, from: number, lineAt: (position: number) => number): number {
  for (let position = text.indexOf('<', from); position !== -1; position = text.indexOf('<', position)) {
    TAG.lastIndex = position;
    if (TAG.test(text)) return position;
    if (text.startsWith('<!DOCTYPE', position) || text.startsWith('<!ENTITY', position)) {
      throw broken('The file declares a document type, which bank statements never do,', lineAt(position));
    }
    const closing = closingOf(text, position);
    if (closing === null) position++;
    else {
      const end = text.indexOf(closing, position);
      if (end === -1) throw broken('The file is cut off or damaged', lineAt(position));
      position = end + closing.length;
    }
  }
  return text.length;
}

function closingOf(text: string, position: number): string | null {
  if (text.startsWith('<!--', position)) return '-->';
  if (text.startsWith('<![CDATA[', position)) return ']]>';
  return text.startsWith('<?', position) ? '?>' : null;
}

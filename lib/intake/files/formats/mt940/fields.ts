import { linesOf } from '../lines';

/** One SWIFT field: its tag without the colons, its lines, and whether the file goes on behind it. */
export type SwiftField = { tag: string; lines: string[]; line: number; ended: boolean };

const TAG = /^:(\d{2,3}[A-Z]?|NS):/;
// SWIFT messages stand between ^A and ^C, and old systems end files with ^Z.
const TRANSPORT = /[\u0001\u0003\u001a\ufeff]/g;

/**
 * The fields of a file of SWIFT messages, block 4 of each. "-" ends a message, given as a field with the tag
 * "-"; whatever stands before the first tag of a message (headers, addresses, a letter) is left out.
 */
export function* swiftFields(text: string): Generator<SwiftField> {
  let field: SwiftField | null = null;
  let lastLine = 0;
  for (const { line, text: raw } of linesOf(text)) {
    lastLine = line;
    let content = raw.replace(TRANSPORT, '');
    const isEnd = content === '-' || content.startsWith('-}') || content.trimEnd() === '-';
    const block = content.lastIndexOf('{4:');
    if (block !== -1 && (isEnd || content.startsWith('{'))) content = content.slice(block + 3);
    const tag = TAG.exec(content);
    if (tag || isEnd || block === 0) {
      if (field) yield { ...field, ended: true };
      field = null;
    }
    if (isEnd) yield { tag: '-', lines: [], line, ended: true };
    if (tag) field = { tag: tag[1]!, lines: [content.slice(tag[0].length)], line, ended: false };
    else if (field && content.trim() !== '') field.lines.push(content);
  }
  if (field) yield { ...field, ended: lastLine > field.line + field.lines.length - 1 || text.endsWith('\n') };
}

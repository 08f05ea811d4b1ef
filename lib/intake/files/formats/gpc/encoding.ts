import iconv from 'iconv-lite';

import { letterFrequencies } from '../../csv/letters';
import { decodeText } from '../text';

/**
 * The text of an ABO file. Programs older than Windows still write it in code page 852, which no web standard
 * knows; it is taken when its letters are Czech or Slovak ones and those of the other code pages are not.
 */
export function decodeGpc(bytes: Uint8Array): string {
  const text = decodeText(bytes);
  if (strangers(text) === 0) return text;
  const dos = decodeText(Buffer.from(iconv.decode(Buffer.from(bytes), 'cp852')));
  return strangers(dos) < strangers(text) ? dos : text;
}

/** How many signs outside of ASCII are no letters of Czech or Slovak. */
function strangers(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) < 0x80) continue;
    const letter = text[index]!.toLowerCase();
    if (letterFrequencies.czech![letter] === undefined && letterFrequencies.slovak![letter] === undefined)
      count++;
  }
  return count;
}

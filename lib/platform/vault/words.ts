/**
 * What NFKD leaves alone: letters that no decomposition takes apart, and signs that it takes apart wrongly.
 * As people type them on a keyboard without them: Łódź as lodz, Straße as strasse, Øl as ol.
 */
const FOLDS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
  ĸ: 'k',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  // Czech keyboards write the apostrophe of O´Reilly with this accent, which would become a space.
  '´': "'",
};
const FOLDED = new RegExp(`[${Object.keys(FOLDS).join('')}]`, 'gu');

/**
 * Letters and digits, held together by a sign of punctuation inside of a word; a comma does so between digits
 * only.
 */
const GROUP = /[\p{L}\p{N}]+(?:(?:['’‘ʼ`&.\-‐‑–]|(?<=\p{N}),(?=\p{N}))[\p{L}\p{N}]+)*/gu;
const WORD = /[\p{L}\p{N}]+/gu;

/** How many letters of a word count. */
export const MOST_LETTERS = 24;
const MOST_WORDS = 90;

/**
 * The words of a text without accents, in lower case, letters and digits only. What punctuation holds
 * together is one group of several words: O'Reilly is [o, reilly], which people look for as oreilly too.
 */
export function wordGroupsOf(text: string): string[][] {
  const folded = text
    .toLowerCase()
    .replace(FOLDED, (letter) => FOLDS[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    // Decomposing brings capitals back: № is No.
    .toLowerCase();
  return (folded.match(GROUP) ?? []).map((group) => group.match(WORD) ?? []);
}

/** Every word of a text, and those that punctuation holds together joined as well. */
export function wordsOf(text: string): string[] {
  return wordGroupsOf(text).flatMap((parts) => (parts.length > 1 ? [...parts, parts.join('')] : parts));
}

/** A word as far as it counts. */
export function cutWord(word: string): string {
  return word.length <= MOST_LETTERS ? word : [...word].slice(0, MOST_LETTERS).join('');
}

/**
 * What texts are found by: their words, each once and cut, at most 90. A search and its index both mean
 * these.
 */
export function searchedWords(texts: readonly (string | null | undefined)[]): string[] {
  const words = new Set(texts.flatMap((text) => (text ? wordsOf(text).map(cutWord) : [])));
  return [...words].slice(0, MOST_WORDS);
}

// Control characters and halves of surrogate pairs cannot be stored or shown; everything else is kept as the
// bank wrote it.
const UNTIDY = /\s\s|[^\S ]|^\s|\s$|[\u0000-\u001f\u007f-\u009f\ud800-\udfff]/;
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;
const SEPARATOR = ' · ';

/** The text with single spaces and without what cannot be printed; null when nothing is left of it. */
export function tidy(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text === '') return null;
  if (!UNTIDY.test(text)) return text;
  return text.replace(CONTROLS, ' ').toWellFormed().replace(/\s+/g, ' ').trim() || null;
}

/** The different texts among `parts`, joined the way the columns of a CSV file are. */
export function joinTexts(parts: readonly (string | null | undefined)[]): string | null {
  const texts = parts.map(tidy).filter((text) => text !== null);
  return texts.length === 0 ? null : [...new Set(texts)].join(SEPARATOR);
}

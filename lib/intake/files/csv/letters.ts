import type { Encoding } from './mapping';

/**
 * Roughly how often each letter outside ASCII is used, per language, in tenths of a per cent of running text.
 *
 * A single byte above 0x7F means different letters in different code pages. Decoding it with the right one
 * gives letters that one language uses together; the wrong one gives letters from several. Only proportions
 * matter, so rough is enough.
 */
export const letterFrequencies: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  czech: {
    í: 33,
    á: 22,
    ě: 16,
    é: 13,
    ř: 12,
    č: 10,
    ž: 10,
    ý: 9,
    š: 8,
    ů: 7,
    ú: 2,
    ó: 0.5,
    ť: 0.5,
    ň: 0.3,
    ď: 0.3,
    ö: 0.1,
    ü: 0.1,
    ä: 0.1,
  },
  slovak: {
    á: 20,
    í: 12,
    é: 8,
    č: 10,
    ý: 10,
    ž: 8,
    š: 8,
    ú: 9,
    ľ: 4,
    ť: 5,
    ô: 2,
    ó: 2,
    ň: 2,
    ä: 1,
    ď: 2,
    ĺ: 0.2,
    ŕ: 0.1,
  },
  polish: { ł: 18, ą: 10, ę: 11, ó: 9, ś: 7, ż: 8, ć: 4, ń: 2, ź: 0.6 },
  hungarian: { á: 34, é: 31, ö: 8, ó: 10, ő: 9, í: 6, ú: 3, ü: 5, ű: 2 },
  romanian: { ă: 24, î: 10, ș: 10, ț: 10, ş: 10, ţ: 10, â: 7 },
  croatian: { č: 9, š: 10, ž: 6, ć: 7, đ: 3 },
  german: { ü: 7, ä: 6, ö: 3, ß: 3, é: 0.2 },
  french: { é: 19, à: 5, è: 3, ê: 2, ç: 1, ù: 0.6, û: 0.6, î: 0.5, ô: 0.5, â: 0.5, ë: 0.1, ï: 0.1, œ: 0.2 },
  spanish: { ó: 8, í: 7, á: 5, é: 4, ñ: 3, ú: 2, ü: 0.1, º: 1, ª: 0.5, ç: 0.1 },
  portuguese: { ã: 8, ç: 6, á: 5, é: 5, ê: 4, í: 4, ó: 3, õ: 2, ú: 2, à: 1, â: 1, ô: 1, º: 0.5, ª: 0.3 },
  italian: { à: 6, è: 4, ì: 2, ò: 3, ù: 2, é: 1 },
  dutch: { ë: 1, é: 1, ï: 0.5, ö: 0.2, ü: 0.2, è: 0.2 },
  nordic: { ä: 15, å: 11, ö: 11, ø: 10, æ: 8, é: 0.3, ü: 0.1 },
  finnish: { ä: 36, ö: 5, å: 0.3, š: 0.1 },
  estonian: { ä: 10, õ: 9, ü: 6, ö: 2, š: 0.2, ž: 0.1 },
  lithuanian: { ė: 15, š: 12, ų: 14, ū: 6, ž: 8, į: 6, ą: 7, č: 5, ę: 2 },
  latvian: { ā: 40, ī: 16, ē: 16, š: 10, ū: 7, ņ: 6, ļ: 5, ž: 3, ķ: 2, č: 1, ģ: 1 },
  cyrillic: Object.fromEntries(
    'о е а и н т с р в л к м д п у я ы ь г з б ч й х ж ш ю ц щ і ї є ґ ъ э ф ё'
      .split(' ')
      .map((letter, rank) => [letter, 90 - 2 * rank]),
  ),
};

/**
 * The code pages a file may be in when it is neither UTF-8 nor UTF-16, and the languages each was made for.
 */
export const codePages: readonly { encoding: Encoding; languages: readonly string[] }[] = [
  {
    encoding: 'windows-1252',
    languages: [
      'german',
      'french',
      'spanish',
      'portuguese',
      'italian',
      'dutch',
      'nordic',
      'finnish',
      'estonian',
    ],
  },
  {
    encoding: 'windows-1250',
    languages: ['czech', 'slovak', 'polish', 'hungarian', 'romanian', 'croatian', 'german'],
  },
  {
    encoding: 'iso-8859-2',
    languages: ['czech', 'slovak', 'polish', 'hungarian', 'romanian', 'croatian', 'german'],
  },
  { encoding: 'windows-1257', languages: ['lithuanian', 'latvian', 'estonian'] },
  { encoding: 'windows-1251', languages: ['cyrillic'] },
];

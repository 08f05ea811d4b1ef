import localFont from 'next/font/local';

/*
 * Inter Variable, self-hosted, in two files of 27 and 10 kB: made from @fontsource-variable/inter with
 * fonttools, keeping the weights 400 to 600, tabular figures, and the letters of western (latin) and central
 * Europe (latin-ext).
 */
const inter = localFont({
  src: './fonts/inter-latin.woff2',
  weight: '400 600',
  variable: '--font-inter',
  display: 'swap',
  declarations: [
    { prop: 'unicode-range', value: 'U+0000-00FF,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212,U+2215' },
  ],
});
const interExt = localFont({
  src: './fonts/inter-latin-ext.woff2',
  weight: '400 600',
  variable: '--font-inter-ext',
  display: 'swap',
  adjustFontFallback: false,
  declarations: [{ prop: 'unicode-range', value: 'U+0100-017F,U+0218-021B' }],
});

export const fontVariables = `${inter.variable} ${interExt.variable}`;

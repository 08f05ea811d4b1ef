export const locales = ['en', 'cs'] as const;
export type Locale = (typeof locales)[number];

export function isLocale(text: string | undefined): text is Locale {
  return locales.some((locale) => locale === text);
}

/**
 * The best of Saldo's languages for an Accept-Language header. Slovaks read Czech more easily than English;
 * anyone who asks for neither gets English.
 */
export function preferredLocale(acceptLanguage: string | null): Locale {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((range) => {
      const [tag = '', ...params] = range.trim().toLowerCase().split(';');
      const quality = params.map((param) => /^\s*q=([\d.]+)$/.exec(param)?.[1]).find(Boolean);
      return { language: tag.split('-')[0], quality: Number(quality ?? 1) };
    })
    .sort((a, b) => b.quality - a.quality);
  for (const { language, quality } of wanted) {
    if (quality === 0) continue;
    if (language === 'cs' || language === 'sk') return 'cs';
    if (language === 'en') return 'en';
  }
  return 'en';
}

import type { useTranslations } from 'next-intl';

const known = [
  'EMPTY',
  'BINARY',
  'TOO_LARGE',
  'TOO_MANY_ROWS',
  'TOO_MANY_COLUMNS',
  'LINE_TOO_LONG',
  'NO_ROWS',
  'NO_DATE_COLUMN',
  'NO_AMOUNT_COLUMN',
  'MIXED_COLUMNS',
  'ENCODING',
  'MAPPING',
  'BROKEN',
  'NO_STATEMENT',
  'BANK_ERROR',
  'UNKNOWN_FORMAT',
  'NOT_FOUND',
  'NETWORK',
] as const;

/** One sentence that says why a file was not taken and what to do. */
export function fileErrorText(t: ReturnType<typeof useTranslations<'import'>>, code: string): string {
  const found = known.find((one) => one === code);
  return found ? t(`fileErrors.${found}`) : t('fileErrors.other');
}

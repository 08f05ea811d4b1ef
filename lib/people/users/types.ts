export type Locale = 'en' | 'cs';
export type Theme = 'SYSTEM' | 'LIGHT' | 'DARK';
/**
 * `locale` is null where the browser's language decides. `monthlySummary`: a mail with the figures of the
 * month before is wanted.
 */
export type User = {
  id: string;
  email: string;
  name: string | null;
  locale: Locale | null;
  theme: Theme | null;
  monthlySummary: boolean;
};

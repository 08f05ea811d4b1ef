export type Locale = 'en' | 'cs';
export type Theme = 'SYSTEM' | 'LIGHT' | 'DARK';
export type User = { id: string; email: string; name: string | null; locale: Locale | null; theme: Theme | null };

import type messages from '../../../messages/en.json';
import type { Locale } from './locales';

declare module 'next-intl' {
  /** Makes a missing message a type error. English is the reference; a test holds Czech to the same keys. */
  interface AppConfig {
    Locale: Locale;
    Messages: typeof messages;
  }
}

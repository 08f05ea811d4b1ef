export { intlLocale } from '@/lib/i18n/intl-locale';

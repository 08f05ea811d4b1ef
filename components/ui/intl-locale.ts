export { intlLocale } from '@/lib/platform/i18n/intl-locale';

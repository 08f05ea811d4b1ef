export { formatDate, type DateStyle } from '@/lib/core/dates/format';

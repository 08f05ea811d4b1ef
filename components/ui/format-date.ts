export { formatDate, type DateStyle } from '@/lib/dates/format';

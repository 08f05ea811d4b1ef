export { formatMoney, formatShare, type MoneyFormat, moneyParts, type MoneyPart } from '@/lib/money/format';

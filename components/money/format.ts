export {
  formatMoney,
  formatShare,
  type MoneyFormat,
  moneyParts,
  type MoneyPart,
} from '@/lib/core/money/format';

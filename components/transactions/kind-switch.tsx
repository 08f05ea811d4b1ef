import { useTranslations } from 'next-intl';
import { Segmented } from '@/components/ui/segmented';

const names = { EXPENSE: 'kindExpense', INCOME: 'kindIncome', TRANSFER: 'kindTransfer' } as const;
const nameOf = (kind: keyof typeof names) => names[kind];

interface KindSwitchProps<Kind extends keyof typeof names> {
  kinds: readonly Kind[];
  value: Kind;
  onValueChange: (kind: Kind) => void;
}

/** Which way the money goes. */
export function KindSwitch<Kind extends keyof typeof names>({
  kinds,
  value,
  onValueChange,
}: KindSwitchProps<Kind>) {
  const t = useTranslations('transactions');
  return (
    <Segmented
      label={t('kind')}
      className="w-full"
      options={kinds.map((kind) => ({ value: kind, label: t(nameOf(kind)) }))}
      value={value}
      onValueChange={onValueChange}
    />
  );
}

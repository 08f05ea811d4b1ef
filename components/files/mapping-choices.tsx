'use client';

import { useTranslations } from 'next-intl';
import { Segmented } from '@/components/ui/segmented';
import type { MappingDraft } from './mapping';

interface ChoiceProps {
  draft: MappingDraft;
  onChange: (draft: MappingDraft) => void;
}

/**
 * The choices below show an example of what the file would hold, not a word for it: that is what a person
 * compares.
 */
export function DateOrderChoice({ draft, onChange }: ChoiceProps) {
  const t = useTranslations('import');
  return (
    <Segmented
      label={t('dateOrder')}
      options={(['DMY', 'MDY', 'YMD'] as const).map((value) => ({ value, label: t(`dateOrders.${value}`) }))}
      value={draft.dateOrder}
      onValueChange={(dateOrder) => onChange({ ...draft, dateOrder })}
    />
  );
}

export function DecimalMarkChoice({ draft, onChange }: ChoiceProps) {
  const t = useTranslations('import');
  return (
    <Segmented
      label={t('decimalMark')}
      options={[
        { value: ',', label: '1 234,50' },
        { value: '.', label: '1,234.50' },
      ]}
      value={draft.decimalMark}
      onValueChange={(decimalMark) => onChange({ ...draft, decimalMark })}
    />
  );
}

export function SignChoice({ draft, onChange }: ChoiceProps) {
  const t = useTranslations('import');
  return (
    <Segmented
      label={t('sign')}
      options={[
        { value: 'minus', label: t('signs.minus') },
        { value: 'plus', label: t('signs.plus') },
      ]}
      value={draft.inverted ? 'plus' : 'minus'}
      onValueChange={(sign) => onChange({ ...draft, inverted: sign === 'plus' })}
    />
  );
}

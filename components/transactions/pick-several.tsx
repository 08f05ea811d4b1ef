import { useTranslations } from 'next-intl';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import type { ListboxOption } from '@/components/ui/use-listbox';
import { FilterChip } from './filter-chip';

interface PickSeveralProps {
  label: string;
  /** Said while nothing is picked, which lets all through. */
  any: string;
  options: readonly ListboxOption[];
  values: readonly string[];
  onValuesChange: (values: readonly string[]) => void;
}

/**
 * Picks one after the other by typing a few letters; what was picked stands below and can be taken out again.
 */
export function PickSeveral({ label, any, options, values, onValuesChange }: PickSeveralProps) {
  const t = useTranslations('transactions');
  const picked = options.filter(({ value }) => values.includes(value));
  return (
    <div className="grid min-w-0 content-start gap-2">
      <Field label={label}>
        <Combobox
          label={label}
          options={options.filter(({ value }) => !values.includes(value))}
          value=""
          placeholder={picked.length > 0 ? t('addAnother') : any}
          onValueChange={(value) => value && onValuesChange([...values, value])}
        />
      </Field>
      {picked.length > 0 && (
        <ul aria-label={label} className="flex flex-wrap gap-1.5">
          {picked.map((option) => (
            <li key={option.value} className="min-w-0">
              <FilterChip
                name={option.label}
                onRemove={() => onValuesChange(values.filter((value) => value !== option.value))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

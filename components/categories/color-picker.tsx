'use client';

import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { categoryColors, categoryColorVar } from '@/components/ui/category-color';

/**
 * The twelve colours as radio buttons: arrow keys walk through them, and each has a name. Colours are
 * numbered from 1.
 */
export function ColorPicker({
  value,
  onValueChange,
}: {
  value: number;
  onValueChange: (color: number) => void;
}) {
  const t = useTranslations('categories');
  const name = useId();
  return (
    <div role="radiogroup" aria-label={t('color')} className="grid w-fit grid-cols-6 gap-2">
      {categoryColors.map((color, index) => (
        <label
          key={color}
          title={t(`colors.${color}`)}
          className="flex size-10 cursor-pointer items-center justify-center rounded-md border border-transparent has-checked:border-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={index + 1}
            checked={value === index + 1}
            onChange={() => onValueChange(index + 1)}
            aria-label={t(`colors.${color}`)}
            className="peer sr-only"
          />
          <span
            aria-hidden
            className="flex size-7 items-center justify-center rounded-full text-card peer-not-checked:[&_svg]:hidden"
            style={{ background: categoryColorVar(color) }}
          >
            <Check className="size-4" strokeWidth={3} />
          </span>
        </label>
      ))}
    </div>
  );
}

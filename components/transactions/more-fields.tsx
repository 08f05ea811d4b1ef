'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { Marked } from './marked';

interface MoreFieldsProps {
  values: { description: string; notes: string };
  errors: { description?: string; notes?: string };
  set: (patch: { description?: string; notes?: string }) => void;
  /** They are asked for only when somebody wants them. */
  isFolded?: boolean;
  descriptionMark?: string | undefined;
}

/** What few people write: a description and notes. */
export function MoreFields({ values, errors, set, isFolded = false, descriptionMark }: MoreFieldsProps) {
  const t = useTranslations('transactions');
  const fields = (
    <>
      <Marked text={descriptionMark}>
        <Field label={t('description')} error={errors.description}>
          <Input
            value={values.description}
            maxLength={500}
            onChange={(event) => set({ description: event.target.value })}
          />
        </Field>
      </Marked>
      <Field label={t('notes')} error={errors.notes}>
        <Textarea
          value={values.notes}
          rows={2}
          maxLength={2000}
          onChange={(event) => set({ notes: event.target.value })}
        />
      </Field>
    </>
  );
  if (!isFolded) return fields;
  return (
    <details className="group">
      <summary className="w-fit rounded-sm text-14 font-medium text-accent">{t('more')}</summary>
      <div className="mt-3 grid gap-4">{fields}</div>
    </details>
  );
}

'use client';

import { CircleHelp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { columnName, type FileColumn } from './column-text';
import { withRole, type ColumnRole, type MappingDraft } from './mapping';
import { DateOrderChoice, DecimalMarkChoice, SignChoice } from './mapping-choices';

const known = [
  'DATE_ORDER',
  'SIGN',
  'AMOUNT_COLUMN',
  'DATE_COLUMN',
  'DECIMAL_MARK',
  'FEE',
  'CURRENCY',
  'HEADINGS',
] as const;
type Question = (typeof known)[number];

interface QuestionsProps {
  questions: readonly string[];
  columns: readonly FileColumn[];
  draft: MappingDraft;
  onChange: (draft: MappingDraft) => void;
  onOpenColumns: () => void;
}

/** What the file does not say for certain, each with the one control that settles it. */
export function Questions({ questions, columns, draft, onChange, onOpenColumns }: QuestionsProps) {
  const t = useTranslations('import');
  const [settled, setSettled] = useState<readonly string[]>([]);
  const open = known.filter((question) => questions.includes(question) && !settled.includes(question));
  if (open.length === 0) return null;

  const columnFor = (role: ColumnRole) => (
    <Select
      aria-label={t(`roles.${role}`)}
      className="w-full max-w-64"
      value={draft.roles.indexOf(role)}
      onChange={({ target }) => {
        const column = Number(target.value);
        onChange(
          column < 0
            ? { ...draft, roles: draft.roles.map((other) => (other === role ? 'ignore' : other)) }
            : withRole(draft, column, role),
        );
      }}
    >
      <option value={-1}>{t('noColumn')}</option>
      {columns.map((column) => (
        <option key={column.index} value={column.index}>
          {columnName(t, column)}
        </option>
      ))}
    </Select>
  );
  const seeColumns = (
    <Button size="sm" onClick={onOpenColumns}>
      {t('seeColumns')}
    </Button>
  );
  const isSigned = draft.roles.includes('amount') && !draft.roles.includes('mark');
  const controls: Record<Question, ReactNode> = {
    DATE_ORDER: <DateOrderChoice draft={draft} onChange={onChange} />,
    DECIMAL_MARK: <DecimalMarkChoice draft={draft} onChange={onChange} />,
    SIGN: isSigned ? <SignChoice draft={draft} onChange={onChange} /> : seeColumns,
    DATE_COLUMN: columnFor('date'),
    AMOUNT_COLUMN: draft.roles.includes('amount') ? columnFor('amount') : seeColumns,
    FEE: columnFor('fee'),
    CURRENCY: columnFor('currency'),
    HEADINGS: seeColumns,
  };
  return (
    <ul aria-label={t('questionsTitle')} className="grid gap-3">
      {open.map((question) => (
        <li
          key={question}
          className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg bg-attention-soft px-4 py-3"
        >
          <p className="flex min-w-0 flex-1 basis-72 gap-2.5">
            <CircleHelp aria-hidden className="mt-0.5 size-4 shrink-0 text-attention" />
            {t(`questions.${question}`)}
          </p>
          {controls[question]}
          <Button size="sm" variant="ghost" onClick={() => setSettled([...settled, question])}>
            {t('thatIsRight')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

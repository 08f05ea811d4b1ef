'use client';

import { useTranslations } from 'next-intl';
import { useId, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Select } from '@/components/ui/select';
import { columnName, isOutMark, sampleValues, type FileColumn } from './column-text';
import { columnRoles, missingRole, withRole, type MappingDraft } from './mapping';
import { DateOrderChoice, DecimalMarkChoice, SignChoice } from './mapping-choices';
import type { ImportPreview } from './queries';

interface MappingCardProps {
  preview: ImportPreview;
  draft: MappingDraft;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChange: (draft: MappingDraft) => void;
}

/** The file's columns and what each means, to be corrected where they were misread. */
export function MappingCard({ preview: { columns }, draft, open, onOpenChange, onChange }: MappingCardProps) {
  const t = useTranslations('import');
  const id = useId();
  const missing = missingRole(draft);
  const markColumn = columns.find(({ index }) => draft.roles[index] === 'mark');
  // A column without a value means nothing to anybody.
  const listed = columns.filter(
    ({ index, samples }) => samples.length > 0 || draft.roles[index] !== 'ignore',
  );
  const isSigned = draft.roles.includes('amount') && !markColumn;
  const toggle = (
    <Button size="sm" aria-expanded={open} aria-controls={id} onClick={() => onOpenChange(!open)}>
      {open ? t('hideColumns') : t('correctColumns')}
    </Button>
  );
  return (
    <Card title={t('columnsTitle')} aside={toggle}>
      <div id={id} hidden={!open}>
        <p className="mb-4 text-muted">{t('columnsDetail')}</p>
        <ul className="grid gap-2">
          {listed.map((column) => (
            <ColumnRow key={column.index} column={column} draft={draft} onChange={onChange} />
          ))}
        </ul>
        {listed.length < columns.length && (
          <p className="mt-3 text-12 text-muted">
            {t('emptyColumns', { count: columns.length - listed.length })}
          </p>
        )}
        {missing && (
          <p role="alert" className="mt-4 text-wrong">
            {t(`missing.${missing}`)}
          </p>
        )}
        {markColumn && <OutMarks column={markColumn} draft={draft} onChange={onChange} />}
        <div className="mt-6 flex flex-wrap gap-x-8 gap-y-4">
          <Labelled label={t('dateOrder')}>
            <DateOrderChoice draft={draft} onChange={onChange} />
          </Labelled>
          <Labelled label={t('decimalMark')}>
            <DecimalMarkChoice draft={draft} onChange={onChange} />
          </Labelled>
          {isSigned && (
            <Labelled label={t('sign')}>
              <SignChoice draft={draft} onChange={onChange} />
            </Labelled>
          )}
        </div>
      </div>
    </Card>
  );
}

/** The control names itself to assistive technology; the label is for the eye. */
function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid max-w-full gap-1.5">
      <span aria-hidden className="text-14 font-medium">
        {label}
      </span>
      {children}
    </div>
  );
}

interface PartProps {
  column: FileColumn;
  draft: MappingDraft;
  onChange: (draft: MappingDraft) => void;
}

function ColumnRow({ column, draft, onChange }: PartProps) {
  const t = useTranslations('import');
  const name = columnName(t, column);
  const samples = column.samples.slice(0, 3);
  return (
    <li className="grid items-center gap-x-4 gap-y-1.5 border-t border-line pt-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_12rem]">
      <span className="font-medium wrap-anywhere">{name}</span>
      <span className="private truncate text-12 text-muted">{samples.join(' · ')}</span>
      <Select
        aria-label={t('meaningOf', { column: name })}
        value={draft.roles[column.index] ?? 'ignore'}
        onChange={({ target }) =>
          onChange(
            withRole(draft, column.index, columnRoles.find((role) => role === target.value) ?? 'ignore'),
          )
        }
      >
        {columnRoles.map((role) => (
          <option key={role} value={role}>
            {t(`roles.${role}`)}
          </option>
        ))}
      </Select>
    </li>
  );
}

/** Which values of the column that says in or out mean money out. */
function OutMarks({ column, draft, onChange }: PartProps) {
  const t = useTranslations('import');
  return (
    <fieldset className="mt-6">
      <legend className="text-14 font-medium">{t('outMarks', { column: columnName(t, column) })}</legend>
      <div className="mt-2 flex flex-wrap gap-x-6 gap-y-2">
        {sampleValues(column).map((value) => (
          <Checkbox
            key={value}
            label={value}
            checked={isOutMark(value, draft.outMarks)}
            onChange={({ target }) =>
              onChange({
                ...draft,
                outMarks: target.checked
                  ? [...draft.outMarks, value]
                  : draft.outMarks.filter((mark) => !isOutMark(value, [mark])),
              })
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

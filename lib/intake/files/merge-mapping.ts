import type { CsvMapping, CsvQuestion } from './csv/mapping';

/** Corrections of a mapping as the API takes them: flat, each field optional. */
export type CsvMappingChanges = {
  dateColumn?: number | null;
  dateOrder?: CsvMapping['dateOrder'] | null;
  decimalMark?: string | null;
  amountKind?: 'SIGNED' | 'IN_OUT' | 'MARKED' | null;
  amountColumn?: number | null;
  inverted?: boolean | null;
  inColumn?: number | null;
  outColumn?: number | null;
  markColumn?: number | null;
  outMarks?: readonly string[] | null;
  payeeColumn?: number | null;
  descriptionColumns?: readonly number[] | null;
  currencyColumn?: number | null;
  feeColumn?: number | null;
};

/**
 * A mapping with corrections applied. The result is still to be checked: the corrections come from a client.
 */
export function mergeMapping(mapping: CsvMapping, changes: CsvMappingChanges): unknown {
  const keep = <T>(change: T | undefined, value: T) => (change === undefined ? value : change);
  return {
    ...mapping,
    dateColumn: changes.dateColumn ?? mapping.dateColumn,
    dateOrder: changes.dateOrder ?? mapping.dateOrder,
    decimalMark: changes.decimalMark ?? mapping.decimalMark,
    amount: mergeAmount(mapping.amount, changes),
    // Who sent the money was found together with who received it; a person's own choice of column holds for
    // both.
    payerColumn: changes.payeeColumn === undefined ? mapping.payerColumn : null,
    payeeColumn: keep(changes.payeeColumn, mapping.payeeColumn),
    descriptionColumns: changes.descriptionColumns ?? mapping.descriptionColumns,
    currencyColumn: keep(changes.currencyColumn, mapping.currencyColumn),
    feeColumn: keep(changes.feeColumn, mapping.feeColumn),
  };
}

function mergeAmount(amount: CsvMapping['amount'], changes: CsvMappingChanges): unknown {
  const kind = changes.amountKind ?? { signed: 'SIGNED', inOut: 'IN_OUT', marked: 'MARKED' }[amount.kind];
  const flat = flattenAmount(amount);
  if (kind === 'IN_OUT')
    return {
      kind: 'inOut',
      inColumn: changes.inColumn ?? flat.inColumn ?? flat.amountColumn,
      outColumn: changes.outColumn ?? flat.outColumn,
    };
  const column = changes.amountColumn ?? flat.amountColumn ?? flat.inColumn;
  if (kind === 'SIGNED') return { kind: 'signed', column, inverted: changes.inverted ?? flat.inverted };
  return {
    kind: 'marked',
    column,
    markColumn: changes.markColumn ?? flat.markColumn,
    outMarks: changes.outMarks ?? flat.outMarks,
  };
}

/** The three ways to state an amount as one flat record, for clients. */
export function flattenAmount(amount: CsvMapping['amount']) {
  return {
    amountKind: ({ signed: 'SIGNED', inOut: 'IN_OUT', marked: 'MARKED' } as const)[amount.kind],
    amountColumn: amount.kind === 'inOut' ? null : amount.column,
    inverted: amount.kind === 'signed' && amount.inverted,
    inColumn: amount.kind === 'inOut' ? amount.inColumn : null,
    outColumn: amount.kind === 'inOut' ? amount.outColumn : null,
    markColumn: amount.kind === 'marked' ? amount.markColumn : null,
    outMarks: amount.kind === 'marked' ? amount.outMarks : [],
  };
}

const ANSWERS: Record<CsvQuestion, (keyof CsvMappingChanges)[]> = {
  DATE_ORDER: ['dateOrder'],
  DATE_COLUMN: ['dateColumn'],
  DECIMAL_MARK: ['decimalMark'],
  AMOUNT_COLUMN: ['amountColumn', 'inColumn', 'outColumn'],
  SIGN: ['inverted', 'amountKind', 'outMarks'],
  FEE: ['feeColumn'],
  CURRENCY: ['currencyColumn'],
  HEADINGS: ['amountColumn', 'dateColumn'],
};

/** The questions that a person's corrections leave open. */
export function openQuestions(questions: readonly CsvQuestion[], changes: CsvMappingChanges): CsvQuestion[] {
  return questions.filter((question) => ANSWERS[question].every((field) => changes[field] === undefined));
}

import type { ImportMappingInput } from '@/graphql/__generated__/client/graphql';
import type { ImportPreview } from './queries';

export type ImportMapping = NonNullable<ImportPreview['mapping']>;

/**
 * What a column of the file means to a person. At most one column has each role but `description` and
 * `ignore`.
 */
export const columnRoles = [
  'ignore',
  'date',
  'amount',
  'moneyIn',
  'moneyOut',
  'mark',
  'payee',
  'description',
  'currency',
  'fee',
] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** The mapping as it is edited: one role for each column, and what holds for the whole file. */
export interface MappingDraft {
  roles: readonly ColumnRole[];
  dateOrder: ImportMapping['dateOrder'];
  decimalMark: string;
  /** A positive amount is money out. */
  inverted: boolean;
  /** What the `mark` column says for money out. */
  outMarks: readonly string[];
}

/** What must be chosen before the file can be read. */
export type MissingRole = 'date' | 'amount' | 'moneyIn' | 'moneyOut' | 'outMarks';

export function toDraft(mapping: ImportMapping, columnCount: number): MappingDraft {
  const roles: ColumnRole[] = Array.from({ length: columnCount }, () => 'ignore');
  const put = (role: ColumnRole, column: number | null | undefined) => {
    if (column !== null && column !== undefined && roles[column] === 'ignore') roles[column] = role;
  };
  put('date', mapping.dateColumn);
  put('amount', mapping.amountColumn);
  put('moneyIn', mapping.inColumn);
  put('moneyOut', mapping.outColumn);
  put('mark', mapping.markColumn);
  put('payee', mapping.payeeColumn);
  put('currency', mapping.currencyColumn);
  put('fee', mapping.feeColumn);
  for (const column of mapping.descriptionColumns) put('description', column);
  return {
    roles,
    dateOrder: mapping.dateOrder,
    decimalMark: mapping.decimalMark,
    inverted: mapping.inverted,
    outMarks: mapping.outMarks,
  };
}

/** Roles that state the amount in another way than the role does: both cannot hold. */
const rivals: Partial<Record<ColumnRole, readonly ColumnRole[]>> = {
  amount: ['moneyIn', 'moneyOut'],
  mark: ['moneyIn', 'moneyOut'],
  moneyIn: ['amount', 'mark'],
  moneyOut: ['amount', 'mark'],
};

/** Gives a column a role; whichever column had it, or one that contradicts it, is ignored from then on. */
export function withRole(draft: MappingDraft, column: number, role: ColumnRole): MappingDraft {
  const isTaken = (other: ColumnRole) =>
    (other === role && role !== 'description') || rivals[role]?.includes(other);
  const roles = draft.roles.map((other, index) =>
    index === column ? role : isTaken(other) ? 'ignore' : other,
  );
  // Marks belong to the values of one column.
  const outMarks = roles.indexOf('mark') === draft.roles.indexOf('mark') ? draft.outMarks : [];
  return { ...draft, roles, outMarks };
}

export function missingRole({ roles, outMarks }: MappingDraft): MissingRole | null {
  const has = (role: ColumnRole) => roles.includes(role);
  if (!has('date')) return 'date';
  if (has('moneyIn') && !has('moneyOut')) return 'moneyOut';
  if (has('moneyOut') && !has('moneyIn')) return 'moneyIn';
  if (!has('amount') && !has('moneyIn')) return 'amount';
  return has('mark') && outMarks.length === 0 ? 'outMarks' : null;
}

/**
 * What differs between the draft and the mapping that is in force; null when nothing does. Only differences
 * are sent, because a choice of a column by hand replaces what was recognised about it beyond these roles.
 * The draft must not miss a role.
 */
export function toMappingInput(draft: MappingDraft, saved: ImportMapping): ImportMappingInput | null {
  const column = (role: ColumnRole) => {
    const index = draft.roles.indexOf(role);
    return index < 0 ? null : index;
  };
  const before = toDraft(saved, draft.roles.length);
  const was = (role: ColumnRole) => {
    const index = before.roles.indexOf(role);
    return index < 0 ? null : index;
  };
  const changes: ImportMappingInput = {};
  if (column('date') !== was('date')) changes.dateColumn = column('date');
  if (draft.dateOrder !== saved.dateOrder) changes.dateOrder = draft.dateOrder;
  if (draft.decimalMark !== saved.decimalMark) changes.decimalMark = draft.decimalMark;
  if (column('payee') !== was('payee')) changes.payeeColumn = column('payee');
  if (column('currency') !== was('currency')) changes.currencyColumn = column('currency');
  if (column('fee') !== was('fee')) changes.feeColumn = column('fee');
  if (!sameList(columnsOf(draft, 'description'), columnsOf(before, 'description')))
    changes.descriptionColumns = columnsOf(draft, 'description');

  const amount = amountOf(draft);
  if (JSON.stringify(amount) !== JSON.stringify(amountOf(before))) Object.assign(changes, amount);
  return Object.keys(changes).length > 0 ? changes : null;
}

/** How the amount is stated, with all the columns that belong to it: the parts only make sense together. */
function amountOf(draft: MappingDraft): ImportMappingInput {
  const { roles, inverted, outMarks } = draft;
  const column = (role: ColumnRole) => roles.indexOf(role);
  if (roles.includes('moneyIn'))
    return { amountKind: 'IN_OUT', inColumn: column('moneyIn'), outColumn: column('moneyOut') };
  if (roles.includes('mark'))
    return {
      amountKind: 'MARKED',
      amountColumn: column('amount'),
      markColumn: column('mark'),
      outMarks: [...outMarks],
    };
  return { amountKind: 'SIGNED', amountColumn: column('amount'), inverted };
}

const columnsOf = ({ roles }: MappingDraft, role: ColumnRole) =>
  roles.flatMap((other, index) => (other === role ? [index] : []));
const sameList = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((value, index) => value === b[index]);

import type {
  TransactionFilter,
  TransactionKind,
  TransactionOrder,
  TransactionStatus,
} from '@/graphql/__generated__/client/graphql';
import { isLocalDate } from '@/lib/core/dates/local-date';

/**
 * The filters of the list as its address has them: `/transactions?account=…&kind=expense&from=2026-01-01`.
 */
export interface ListFilters {
  text: string;
  /** Ids. */
  accounts: readonly string[];
  categories: readonly string[];
  uncategorized: boolean;
  kinds: readonly TransactionKind[];
  statuses: readonly TransactionStatus[];
  /** YYYY-MM-DD, '' for none. */
  from: string;
  to: string;
  /** Bounds on the absolute amount: exact decimals, '' for none. */
  min: string;
  max: string;
  /** Id of the import that brought them, '' for any. */
  importId: string;
  order: TransactionOrder;
}

export const noFilters: ListFilters = {
  text: '',
  accounts: [],
  categories: [],
  uncategorized: false,
  kinds: [],
  statuses: [],
  from: '',
  to: '',
  min: '',
  max: '',
  importId: '',
  order: 'DATE_DESC',
};

export const kinds = ['EXPENSE', 'INCOME', 'TRANSFER'] as const satisfies readonly TransactionKind[];
export const statuses = ['PENDING', 'CLEARED', 'RECONCILED'] as const satisfies readonly TransactionStatus[];
export const orders = [
  'DATE_DESC',
  'DATE_ASC',
  'AMOUNT_ASC',
  'AMOUNT_DESC',
] as const satisfies readonly TransactionOrder[];

/** Reads the address. What it does not know is left out: a mistyped address shows more, never an error. */
export function readFilters(search: string | URLSearchParams): ListFilters {
  const params = new URLSearchParams(search);
  const one = (name: string, isValid: (text: string) => boolean = () => true) =>
    [params.get(name) ?? ''].filter(isValid)[0] ?? '';
  const known = <T extends string>(name: string, values: readonly T[]) =>
    values.filter((value) => params.getAll(name).includes(value.toLowerCase()));
  const ids = (name: string) => [...new Set(params.getAll(name).filter(Boolean))];
  return {
    text: one('text').slice(0, 200),
    accounts: ids('account'),
    categories: ids('category'),
    uncategorized: params.get('uncategorized') === 'true',
    kinds: known('kind', kinds),
    statuses: known('status', statuses),
    from: one('from', isLocalDate),
    to: one('to', isLocalDate),
    min: one('min', isBound),
    max: one('max', isBound),
    importId: one('importId'),
    order: known('order', orders)[0] ?? 'DATE_DESC',
  };
}

const isBound = (text: string) => /^\d{1,15}(\.\d{1,4})?$/.test(text);

/**
 * The query part of the address for these filters, without "?"; '' when there are none. Links to the list are
 * made with it.
 */
export function writeFilters(filters: Partial<ListFilters>): string {
  const { text, accounts, categories, uncategorized, kinds, statuses, from, to, min, max, importId, order } =
    { ...noFilters, ...filters };
  const params = new URLSearchParams();
  const put = (name: string, values: readonly string[]) =>
    values.filter(Boolean).forEach((value) => params.append(name, value));
  put('text', [text.trim()]);
  put('account', accounts);
  put('category', categories);
  put('uncategorized', uncategorized ? ['true'] : []);
  put(
    'kind',
    kinds.map((kind) => kind.toLowerCase()),
  );
  put(
    'status',
    statuses.map((status) => status.toLowerCase()),
  );
  put('from', [from]);
  put('to', [to]);
  put('min', [min]);
  put('max', [max]);
  put('importId', [importId]);
  put('order', order === noFilters.order ? [] : [order.toLowerCase()]);
  return params.toString();
}

/** The same for the API. Only what is set is there. */
export function toApiFilter(filters: ListFilters): TransactionFilter {
  return {
    ...(filters.text.trim() && { text: filters.text.trim() }),
    ...(filters.accounts.length > 0 && { accountIds: [...filters.accounts] }),
    ...(filters.categories.length > 0 && { categoryIds: [...filters.categories] }),
    ...(filters.uncategorized && { uncategorized: true }),
    ...(filters.kinds.length > 0 && { kinds: [...filters.kinds] }),
    ...(filters.statuses.length > 0 && { statuses: [...filters.statuses] }),
    ...(filters.from && { from: filters.from }),
    ...(filters.to && { to: filters.to }),
    ...(filters.min && { minAmount: filters.min }),
    ...(filters.max && { maxAmount: filters.max }),
    ...(filters.importId && { importId: filters.importId }),
  };
}

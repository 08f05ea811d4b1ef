export type CategoryKind = 'INCOME' | 'EXPENSE';

/** What an income or expense is for. `parent` is null on the first of the two levels. */
export type Category = {
  id: string;
  name: string;
  kind: CategoryKind;
  color: number;
  archived: boolean;
  parent: Category | null;
};

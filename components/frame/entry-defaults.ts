/** What the entry sheet starts with; everything else starts empty or as the person last had it. */
export interface EntryDefaults {
  kind?: 'INCOME' | 'EXPENSE' | 'TRANSFER';
  accountId?: string;
  categoryId?: string;
  /** YYYY-MM-DD */
  date?: string;
}

/** The props of components/transactions/entry-sheet, which the frame loads when it is first opened. */
export interface EntrySheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  defaults: EntryDefaults;
}

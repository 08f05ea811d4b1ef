import { formatDecimal } from '@/lib/core/money/decimal';
import type { TokenMemory } from '@/lib/platform/vault/blind-index';
import type { Vault } from '@/lib/platform/vault/vault';
import { searchedWords } from '@/lib/platform/vault/words';
import type { Transaction } from './types';

type Searched = Pick<Transaction, 'amountMinor' | 'payee' | 'description'> &
  Partial<Pick<Transaction, 'notes' | 'bank'>>;

/** The words that a transaction is found by: of payee, description, notes and the bank's symbols. */
export function wordsOfRow({ payee, description, notes, bank }: Searched): string[] {
  return searchedWords([payee, description, notes, bank?.variable, bank?.specific, bank?.account]);
}

/**
 * How an amount is written where amounts are looked for: with its sign and no more decimals than it needs,
 * "-35.5" or "+1200".
 */
export function amountTerm(amountMinor: bigint, currency: string): string {
  const decimal = formatDecimal(amountMinor, currency);
  const short = decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
  return amountMinor < 0n ? short : `+${short}`;
}

/**
 * The search column of a transaction, as PostgreSQL writes an array. `memory` keeps the tokens of words that
 * come again.
 */
export function tokensOfRow(vault: Vault, row: Searched, currency: string, memory?: TokenMemory): string {
  const tokens = vault.searchTokens(wordsOfRow(row), [amountTerm(row.amountMinor, currency)], memory);
  return `{${tokens.join(',')}}`;
}

import type { BankRow } from '@/lib/intake/row';

type Symbols = BankRow['symbols'];
const NAMES = { VS: 'variable', KS: 'constant', SS: 'specific' } as const;
// "/VS/123/SS/0/KS/0558", "VS:123", "VS 123", "VS123", "VS=123": a word of its own, so that "WSS123" is none.
const IN_TEXT = /(?:^|[^A-Za-z0-9])(VS|KS|SS)[/:.= ]{0,2}(\d{1,10})(?![\dA-Za-z])/g;

/**
 * Adds the symbol unless it is empty or all zeros; zeros that only fill a field are dropped. A constant
 * symbol has four digits.
 */
export function setSymbol(symbols: Symbols, name: keyof Symbols, value: string | null | undefined): void {
  const digits = (value ?? '').trim();
  if (!/^\d{1,35}$/.test(digits) || /^0*$/.test(digits)) return;
  symbols[name] ??= name === 'constant' ? digits.replace(/^0+(?=\d{4})/, '') : digits.replace(/^0+/, '');
}

/** Adds the symbols that Czech and Slovak banks write into references and messages. */
export function findSymbols(symbols: Symbols, text: string | null | undefined): void {
  if (!text || !text.includes('S')) return;
  for (const match of text.matchAll(IN_TEXT))
    setSymbol(symbols, NAMES[match[1] as keyof typeof NAMES], match[2]);
}

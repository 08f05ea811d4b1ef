import type { ListboxOption } from '@/components/ui/use-listbox';
import { listCurrencyCodes } from '@/lib/money/currency';

/** What households here use comes first; the other currencies follow by name. */
const usual = ['CZK', 'EUR', 'USD', 'GBP', 'PLN', 'CHF'];

/** All currencies to choose from, found by their name ("koruna") and by their code. */
export function currencyOptions(locale: string): ListboxOption[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency', fallback: 'none' });
  const option = (code: string): ListboxOption => {
    const name = names.of(code);
    return { value: code, label: name ? `${code} · ${name}` : code };
  };
  const others = listCurrencyCodes().filter((code) => !usual.includes(code));
  return [...usual, ...others].map(option);
}

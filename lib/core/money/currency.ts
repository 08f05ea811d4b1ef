/**
 * ISO 4217 currency codes and their exponents (how many decimal digits a minor unit has).
 *
 * Written out because `Intl` answers with CLDR's digits, which follow everyday use and differ from the
 * standard (ISK, HUF, UGX…). Source: ISO 4217 list one (active codes). Withdrawn European codes stay in the
 * list because people import old statements.
 */
const TWO_DECIMALS =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP ' +
  'CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR ' +
  'JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN ' +
  'NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP ' +
  'SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG';
const NO_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
const THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND';
const FOUR_DECIMALS = 'CLF UYW';
const WITHDRAWN = 'ATS BEF CSK CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LVL MTL NLG PTE SIT SKK';

export type CurrencyCode = string & { readonly __currency?: never };

const exponents = new Map<string, number>();
for (const [codes, exponent] of [
  [TWO_DECIMALS, 2],
  [NO_DECIMALS, 0],
  [THREE_DECIMALS, 3],
  [FOUR_DECIMALS, 4],
  [WITHDRAWN, 2],
] as const) {
  for (const code of codes.split(' ')) exponents.set(code, exponent);
}
exponents.set('ITL', 0).set('ESP', 0).set('BEF', 0).set('PTE', 0);

/** The most decimal digits that any currency has: amounts of all of them can be compared at so many. */
export const MOST_DECIMALS = Math.max(...exponents.values());

/** Whether `code` is a currency Saldo knows: three capital letters of ISO 4217. */
export function isCurrencyCode(code: string): code is CurrencyCode {
  return exponents.has(code);
}

/**
 * Decimal digits of the currency's minor unit: 2 for CZK, 0 for JPY, 3 for KWD. Throws RangeError for an
 * unknown code.
 */
export function currencyExponent(code: string): number {
  const exponent = exponents.get(code);
  if (exponent === undefined) throw new RangeError(`Unknown currency code ${code}.`);
  return exponent;
}

/** Every known code in alphabetical order; withdrawn ones are left out, nobody opens an account in them. */
export function listCurrencyCodes(): CurrencyCode[] {
  const withdrawn = new Set(WITHDRAWN.split(' '));
  return [...exponents.keys()].filter((code) => !withdrawn.has(code)).sort();
}

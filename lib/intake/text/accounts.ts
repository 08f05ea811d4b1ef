const LONGEST_NUMBER = 40;
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/**
 * The account number without the spaces people read it with; IBANs in capitals. Null when it is empty or only
 * zeros.
 */
export function accountOf(text: string | null | undefined): string | null {
  const plain = (text ?? '').trim();
  const compact = plain.replace(/[\s\u00a0]/g, '').toUpperCase();
  if (compact === '' || /^[0-]*$/.test(compact)) return null;
  return isIban(compact) ? compact : plain;
}

export function isIban(text: string): boolean {
  return IBAN.test(text);
}

/** "19-2000145399/0800" of a number as fields of a fixed width have it; null without a number. */
export function domesticAccount(
  number: string | null | undefined,
  bankCode: string | null | undefined,
): string | null {
  if ((number ?? '').length > LONGEST_NUMBER) return accountOf(number);
  const [, prefix = '', rest = ''] =
    /^(?:0*(\d{0,6})-)?0*(\d*)$/.exec((number ?? '').replace(/\s/g, '')) ?? [];
  if (rest === '') return joinBank(accountOf(number), bankCode);
  const long = rest.length > 10 && rest.length <= 16 && prefix === '';
  const plain = long
    ? `${rest.slice(0, -10)}-${rest.slice(-10).replace(/^0+/, '')}`
    : prefix === ''
      ? rest
      : `${prefix}-${rest}`;
  return joinBank(plain, bankCode);
}

function joinBank(account: string | null, bankCode: string | null | undefined): string | null {
  const code = (bankCode ?? '').trim();
  return account === null ||
    account.includes('/') ||
    isIban(account) ||
    !/^\d{3,4}$/.test(code) ||
    /^0+$/.test(code)
    ? account
    : `${account}/${code.padStart(4, '0')}`;
}

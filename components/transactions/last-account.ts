const KEY = 'saldo-last-account';

/** The account this browser last booked into; '' when there is none or the browser keeps nothing. */
export function lastAccount(): string {
  try {
    return window.localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

export function rememberAccount(id: string): void {
  try {
    window.localStorage.setItem(KEY, id);
  } catch {
    // A browser that keeps nothing only forgets a convenience.
  }
}

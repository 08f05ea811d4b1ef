import { useEffect, useEffectEvent } from 'react';

const EVENT = 'saldo:transactions-changed';

/** Tells the lists on the page that transactions have changed elsewhere: in a sheet, by an undo. */
export function announceChange(): void {
  window.dispatchEvent(new Event(EVENT));
}

export function useOnTransactionsChanged(onChange: () => void): void {
  const handler = useEffectEvent(onChange);
  useEffect(() => {
    const listen = () => handler();
    window.addEventListener(EVENT, listen);
    return () => window.removeEventListener(EVENT, listen);
  }, []);
}

import { useRef } from 'react';
import { v4 as uuid } from 'uuid';

/**
 * One key for each entry, kept while the same entry is sent again after a failed connection, so that it is
 * booked once. Another input is another entry. `null` ends an entry.
 */
export function useIdempotencyKey() {
  const last = useRef<{ input: string; key: string } | null>(null);
  return (input: object | null): string => {
    const text = JSON.stringify(input);
    if (!last.current || last.current.input !== text) last.current = { input: text, key: uuid() };
    return last.current.key;
  };
}

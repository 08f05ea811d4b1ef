import { useRef } from 'react';

/**
 * Gives the focus back to whatever had it before a dialog opened. Radix does so for a dialog that has its own
 * trigger; ours are opened from anywhere: a key, a row, a menu.
 */
export function useReturnFocus() {
  const opener = useRef<Element | null>(null);
  return {
    remember: () => {
      opener.current = document.activeElement;
    },
    giveBack: (event: Event) => {
      event.preventDefault();
      if (opener.current instanceof HTMLElement) opener.current.focus();
    },
  };
}

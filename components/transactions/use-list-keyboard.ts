import { useEffect, useEffectEvent, type RefObject } from 'react';

export interface ListKeys {
  move: (by: number | 'first' | 'last') => void;
  open: () => void;
  select: () => void;
  editCategory: () => void;
  editPayee: () => void;
  remove: () => void;
  selectAll: () => void;
  /** Whether there was anything to clear. */
  clear: () => boolean;
}

/** Where letters are text, or belong to something that floats above the list. */
const elsewhere =
  'input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=dialog], [role=menu]';

/**
 * The keyboard of the list: arrows or j and k, x, Enter or e, c, p, Delete, Escape. It listens on the window,
 * after the frame's own keys, so that "g c" goes to the categories and edits none.
 */
export function useListKeyboard(list: RefObject<HTMLElement | null>, keys: ListKeys): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    if (event.defaultPrevented || event.altKey || target?.closest(elsewhere)) return;
    const inList = target !== null && list.current?.contains(target) === true;
    const isFree = inList || target === document.body || target?.id === 'content';
    if (!isFree) return;
    // A button inside a row has Enter and Space for itself.
    const onControl = inList && target.closest('button, input') !== null;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== 'a' || !inList) return;
      event.preventDefault();
      return keys.selectAll();
    }
    if (event.key === 'Enter' && onControl) return;
    if (event.key === 'Escape') {
      if (keys.clear()) event.preventDefault();
      return;
    }
    // The page keeps its own arrows until somebody is in the list.
    if (!inList && ['ArrowDown', 'ArrowUp', 'Home', 'End', 'Enter', 'Delete'].includes(event.key)) return;
    const actions: Record<string, () => void> = {
      j: () => keys.move(1),
      ArrowDown: () => keys.move(1),
      k: () => keys.move(-1),
      ArrowUp: () => keys.move(-1),
      Home: () => keys.move('first'),
      End: () => keys.move('last'),
      Enter: keys.open,
      e: keys.open,
      x: keys.select,
      c: keys.editCategory,
      p: keys.editPayee,
      Delete: keys.remove,
      Backspace: keys.remove,
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

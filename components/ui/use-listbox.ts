import { useId, useRef, useState, type KeyboardEvent } from 'react';

export interface ListboxOption {
  value: string;
  label: string;
  /** Quiet text at the right: a count, a parent's name. */
  hint?: string | undefined;
  /** A category's colour; draws the dot. */
  color?: string | null | undefined;
}

/** "Café Žižkov" and "cafe zizkov" are the same to a person who types. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Options whose words begin with what was typed come first, then those that contain it anywhere. */
export function filterOptions<T extends ListboxOption>(options: readonly T[], query: string): T[] {
  const wanted = fold(query.trim());
  if (!wanted) return [...options];
  const starts: T[] = [];
  const contains: T[] = [];
  for (const option of options) {
    const text = fold(option.label);
    if (text.startsWith(wanted) || text.includes(` ${wanted}`)) starts.push(option);
    else if (text.includes(wanted)) contains.push(option);
  }
  return [...starts, ...contains];
}

/**
 * The keyboard of an editable combobox with a list (ARIA Authoring Practices): arrows move through the list
 * while focus and caret stay in the field. Enter and Tab are left to the owner, who knows what picking means.
 */
export function useListbox(options: readonly ListboxOption[]) {
  const id = useId();
  const anchor = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const shown = open && options.length > 0;
  const activeIndex = shown && active < options.length ? active : -1;

  const show = (at = -1) => {
    setOpen(true);
    setActive(at);
  };
  const hide = () => {
    setOpen(false);
    setActive(-1);
  };

  /** Whether the key was one of the list's own. */
  const move = (event: KeyboardEvent): boolean => {
    const last = options.length - 1;
    if (event.key === 'ArrowDown' && last >= 0) show(!shown ? 0 : activeIndex >= last ? 0 : activeIndex + 1);
    else if (event.key === 'ArrowUp' && last >= 0) show(activeIndex <= 0 ? last : activeIndex - 1);
    else if (event.key === 'Escape' && shown) {
      hide();
      event.stopPropagation();
    } else return false;
    event.preventDefault();
    return true;
  };

  return {
    anchor,
    listId: `${id}-list`,
    optionId: (index: number) => `${id}-option-${index}`,
    shown,
    activeIndex,
    show,
    hide,
    setActive,
    move,
    inputProps: {
      ref: anchor,
      role: 'combobox' as const,
      autoComplete: 'off',
      'aria-autocomplete': 'list' as const,
      'aria-expanded': shown,
      'aria-controls': shown ? `${id}-list` : undefined,
      'aria-activedescendant': activeIndex >= 0 ? `${id}-option-${activeIndex}` : undefined,
    },
  };
}
export type Listbox = ReturnType<typeof useListbox>;

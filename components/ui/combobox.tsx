'use client';

import { useMemo, useState, type ComponentProps } from 'react';
import { cn } from './cn';
import { useFieldProps } from './field';
import { controlClass } from './input';
import { ListboxPopup } from './listbox-popup';
import { filterOptions, useListbox, type ListboxOption } from './use-listbox';

interface ComboboxProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'ref' | 'role'> {
  /** Names the list for assistive technology. */
  label: string;
  options: readonly ListboxOption[];
  /** The chosen option's value; '' for none. */
  value: string;
  onValueChange: (value: string) => void;
  /** Without it the field can be emptied, which chooses nothing. */
  required?: boolean;
}

/**
 * Picks one of many by typing a few letters: the first match is already active, Enter or Tab takes it, Escape
 * leaves things as they were.
 */
export function Combobox({
  label,
  options,
  value,
  onValueChange,
  required = false,
  className,
  onBlur,
  onFocus,
  onKeyDown,
  ...props
}: ComboboxProps) {
  const chosen = options.find((option) => option.value === value);
  const [query, setQuery] = useState<string | null>(null);
  const matches = useMemo(() => filterOptions(options, query ?? ''), [options, query]);
  const listbox = useListbox(matches);

  const pick = (option: ListboxOption) => {
    onValueChange(option.value);
    setQuery(null);
    listbox.hide();
  };
  const leave = () => {
    if (query !== null && query.trim() === '' && !required) onValueChange('');
    setQuery(null);
    listbox.hide();
  };
  const active = matches[listbox.activeIndex];

  return (
    <>
      <input
        {...useFieldProps(props)}
        {...listbox.inputProps}
        value={query ?? chosen?.label ?? ''}
        onChange={(event) => {
          setQuery(event.target.value);
          listbox.show(event.target.value.trim() ? 0 : -1);
        }}
        onFocus={(event) => {
          event.target.select();
          onFocus?.(event);
        }}
        onClick={() => listbox.show()}
        onKeyDown={(event) => {
          if (!listbox.move(event)) {
            if (event.key === 'Enter' && listbox.shown && active) {
              event.preventDefault();
              pick(active);
            } else if (event.key === 'Tab' && query?.trim() && active) pick(active);
          } else if (event.key === 'Escape') setQuery(null);
          onKeyDown?.(event);
        }}
        onBlur={(event) => {
          leave();
          onBlur?.(event);
        }}
        className={cn(controlClass, 'h-9 text-ellipsis pointer-coarse:h-11', className)}
      />
      <ListboxPopup listbox={listbox} label={label} options={matches} selected={value} onPick={pick} />
    </>
  );
}

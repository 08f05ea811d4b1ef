'use client';

import type { ComponentProps } from 'react';
import { cn } from './cn';
import { useFieldProps } from './field';
import { controlClass } from './input';
import { ListboxPopup } from './listbox-popup';
import { useListbox, type ListboxOption } from './use-listbox';

interface SuggestInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'ref' | 'role'> {
  /** Names the list for assistive technology. */
  label: string;
  value: string;
  onValueChange: (text: string) => void;
  /** Already narrowed to what was typed, best first: usually an answer of the server. */
  suggestions: readonly ListboxOption[];
  /** A suggestion was taken; the field's text has become its label. */
  onPick?: (option: ListboxOption) => void;
}

/**
 * Free text with suggestions: nothing is taken unless the person moves to it, so Enter on a new name still
 * sends the form.
 */
export function SuggestInput({
  label,
  value,
  onValueChange,
  suggestions,
  onPick,
  className,
  onBlur,
  onKeyDown,
  ...props
}: SuggestInputProps) {
  const listbox = useListbox(suggestions);
  const pick = (option: ListboxOption) => {
    onValueChange(option.label);
    onPick?.(option);
    listbox.hide();
  };
  const active = suggestions[listbox.activeIndex];

  return (
    <>
      <input
        {...useFieldProps(props)}
        {...listbox.inputProps}
        value={value}
        onChange={(event) => {
          onValueChange(event.target.value);
          listbox.show();
        }}
        onKeyDown={(event) => {
          if (!listbox.move(event) && active && (event.key === 'Enter' || event.key === 'Tab')) {
            if (event.key === 'Enter') event.preventDefault();
            pick(active);
          }
          onKeyDown?.(event);
        }}
        onBlur={(event) => {
          listbox.hide();
          onBlur?.(event);
        }}
        className={cn(controlClass, 'h-9 text-ellipsis pointer-coarse:h-11', className)}
      />
      <ListboxPopup listbox={listbox} label={label} options={suggestions} onPick={pick} />
    </>
  );
}

'use client';

import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { CategoryDot } from './badge';
import { cn } from './cn';
import { useAnchored } from './use-anchored';
import type { Listbox, ListboxOption } from './use-listbox';

interface ListboxPopupProps {
  listbox: Listbox;
  label: string;
  options: readonly ListboxOption[];
  selected?: string;
  onPick: (option: ListboxOption) => void;
}

export function ListboxPopup({ listbox, label, options, selected, onPick }: ListboxPopupProps) {
  const list = useRef<HTMLUListElement>(null);
  useAnchored(listbox.shown, listbox.anchor, list, { sameWidth: true });
  useEffect(() => {
    const option = list.current?.children[listbox.activeIndex];
    // jsdom lays nothing out and has no scrolling.
    if (option && 'scrollIntoView' in Element.prototype) option.scrollIntoView({ block: 'nearest' });
  }, [listbox.activeIndex]);
  if (!listbox.shown) return null;

  return (
    <ul
      ref={list}
      id={listbox.listId}
      role="listbox"
      aria-label={label}
      popover="manual"
      className="fixed max-h-72 max-w-[min(24rem,calc(100vw-1rem))] overflow-y-auto overscroll-contain rounded-lg bg-card p-1.5 shadow-floating"
    >
      {options.map((option, index) => (
        <li
          key={option.value}
          id={listbox.optionId(index)}
          role="option"
          aria-selected={option.value === selected}
          // A press must not take the focus from the field, or the field's blur would close the list before
          // the click arrives.
          onPointerDown={(event) => event.preventDefault()}
          onPointerMove={() => listbox.setActive(index)}
          onClick={() => onPick(option)}
          className={cn(
            'flex h-9 cursor-pointer items-center gap-2.5 rounded-[6px] px-2.5 text-14 select-none pointer-coarse:h-11',
            index === listbox.activeIndex && 'bg-grey-4',
          )}
        >
          {option.color !== undefined && <CategoryDot color={option.color} />}
          <span className="truncate">{option.label}</span>
          {option.hint && (
            <span className="ml-auto pl-3 text-12 whitespace-nowrap text-muted">{option.hint}</span>
          )}
          {option.value === selected && (
            <Check aria-hidden className={cn('size-4 shrink-0 text-accent', !option.hint && 'ml-auto')} />
          )}
        </li>
      ))}
    </ul>
  );
}

'use client';

import { cloneElement, useState, type ComponentType, type ReactElement } from 'react';

export interface TriggerProps {
  'aria-haspopup'?: 'menu' | 'dialog';
  'aria-expanded'?: boolean;
  onClick?: () => void;
  onPointerEnter?: () => void;
  onFocus?: () => void;
}

/**
 * A button whose popup is fetched on the first sign of interest (pointer, focus) and opened on click. Until
 * then it is only the button, with the attributes that tell a screen reader what it will do. Returns the
 * loaded component, or the trigger to render.
 */
export function useLazyTrigger<P>(
  kind: 'menu' | 'dialog',
  trigger: ReactElement<TriggerProps>,
  load: () => Promise<{ default: ComponentType<P> }>,
): { Loaded: ComponentType<P> } | { Loaded: null; waiting: ReactElement } {
  const [Loaded, setLoaded] = useState<ComponentType<P> | null>(null);
  if (Loaded) return { Loaded };

  const fetchAhead = () => void load();
  const open = () => void load().then((module) => setLoaded(() => module.default));
  return {
    Loaded: null,
    waiting: cloneElement(trigger, {
      'aria-haspopup': kind,
      'aria-expanded': false,
      onClick: open,
      onPointerEnter: fetchAhead,
      onFocus: fetchAhead,
    }),
  };
}

'use client';

import type { ReactElement, ReactNode } from 'react';
import { useLazyTrigger, type TriggerProps } from './lazy-trigger';

export type MenuItem =
  | {
      kind?: 'action';
      label: string;
      icon?: ReactNode;
      shortcut?: string;
      danger?: boolean;
      disabled?: boolean;
      onSelect: () => void;
    }
  | { kind: 'link'; label: string; icon?: ReactNode; href: string }
  | {
      kind: 'switch';
      label: string;
      icon?: ReactNode;
      checked: boolean;
      onCheckedChange: (checked: boolean) => void;
    }
  | {
      kind: 'choice';
      label: string;
      value: string;
      options: readonly { value: string; label: string }[];
      onValueChange: (value: string) => void;
    }
  | { kind: 'heading'; label: string; detail?: string }
  | { kind: 'separator' };

export interface MenuProps {
  /** A button; it gets the menu's attributes. Spread unknown props onto its <button>. */
  trigger: ReactElement<TriggerProps>;
  items: readonly MenuItem[];
  align?: 'start' | 'end';
}

const load = () => import('./menu-content');

/** A list of things to do. Declared as data, so that the menu's code can wait until somebody wants it. */
export function Menu(props: MenuProps) {
  const lazy = useLazyTrigger('menu', props.trigger, load);
  return lazy.Loaded ? <lazy.Loaded {...props} /> : lazy.waiting;
}

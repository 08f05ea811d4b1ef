'use client';

import type { ReactElement, ReactNode } from 'react';
import { useLazyTrigger, type TriggerProps } from './lazy-trigger';

export interface PopoverProps {
  /** A button; it gets the popover's attributes. Spread unknown props onto its <button>. */
  trigger: ReactElement<TriggerProps>;
  /** Names the popover for assistive technology. */
  label: string;
  align?: 'start' | 'end';
  /** Called with `close`, for buttons inside that finish the job. */
  children: (close: () => void) => ReactNode;
}

const load = () => import('./popover-content');

/** A small form beside the button that opened it: a filter, a date range. */
export function Popover(props: PopoverProps) {
  const lazy = useLazyTrigger('dialog', props.trigger, load);
  return lazy.Loaded ? <lazy.Loaded {...props} /> : lazy.waiting;
}

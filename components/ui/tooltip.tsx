'use client';

import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import { KeyHint } from './key-hint';
import { useAnchored } from './use-anchored';

const HOVER_DELAY_MS = 400;

/**
 * Shows to the eye what an icon means. The name for assistive technology is the child's own `aria-label`, so
 * the bubble is hidden from it. Opens on hover after a moment and at once on keyboard focus; Escape closes
 * it.
 */
export function Tooltip({
  label,
  shortcut,
  children,
}: {
  label: string;
  shortcut?: string;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useAnchored(open, anchor, bubble, { align: 'center' });
  useEffect(() => () => clearTimeout(timer.current), []);

  const close = () => {
    clearTimeout(timer.current);
    setOpen(false);
  };
  const enter = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return;
    timer.current = setTimeout(() => setOpen(true), HOVER_DELAY_MS);
  };

  return (
    <span
      ref={anchor}
      className="inline-flex"
      onPointerEnter={enter}
      onPointerLeave={close}
      onPointerDown={close}
      onFocus={(event) => setOpen(event.target.matches(':focus-visible'))}
      onBlur={close}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      {children}
      {open && (
        <span
          ref={bubble}
          popover="manual"
          aria-hidden="true"
          className="pointer-events-none fixed rounded-md bg-ink px-2 py-1 text-12 font-medium whitespace-nowrap text-card fade-in"
        >
          {label}
          {shortcut && <KeyHint className="ml-2 border-current text-inherit opacity-70">{shortcut}</KeyHint>}
        </span>
      )}
    </span>
  );
}

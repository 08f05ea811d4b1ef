'use client';

import * as Radix from 'radix-ui/popover';
import { useState } from 'react';
import type { PopoverProps } from './popover';

/** The body of Popover, mounted open by the click that fetched it. */
export default function PopoverContent({ trigger, label, align = 'start', children }: PopoverProps) {
  const [open, setOpen] = useState(true);
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-(--radix-popover-content-available-height) w-max max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg bg-card p-4 shadow-floating outline-none floating-in"
        >
          {children(() => setOpen(false))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

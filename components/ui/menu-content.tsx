'use client';

import { Check } from 'lucide-react';
import Link from 'next/link';
import * as Radix from 'radix-ui/dropdown-menu';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { KeyHint } from './key-hint';
import type { MenuItem, MenuProps } from './menu';

const row =
  'flex h-9 cursor-pointer items-center gap-2.5 rounded-[6px] px-2.5 text-14 outline-none select-none data-disabled:cursor-not-allowed data-disabled:opacity-50 data-highlighted:bg-grey-4 pointer-coarse:h-11 [&_svg]:size-4';

/** The body of Menu, mounted open by the click that fetched it. */
export default function MenuContent({ trigger, items, align = 'start' }: MenuProps) {
  return (
    <Radix.Root defaultOpen modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      {/* Inside the page's landmark, so that nothing on the page is outside of one. */}
      <Radix.Portal container={document.querySelector('main')}>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-56 overflow-y-auto rounded-lg bg-card p-1.5 shadow-floating floating-in"
        >
          {items.map((item, index) => (
            <Item key={index} item={item} />
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Item({ item }: { item: MenuItem }) {
  switch (item.kind) {
    case 'separator':
      return <Radix.Separator className="mx-2.5 my-1.5 h-px bg-line" />;
    case 'heading':
      return (
        <Radix.Label className="grid px-2.5 py-1.5">
          <span className="truncate text-14 font-medium">{item.label}</span>
          {item.detail && <span className="truncate text-12 text-muted">{item.detail}</span>}
        </Radix.Label>
      );
    case 'link':
      return (
        <Radix.Item asChild className={row}>
          <Link href={item.href}>
            <Icon>{item.icon}</Icon>
            {item.label}
          </Link>
        </Radix.Item>
      );
    case 'switch':
      return (
        <Radix.CheckboxItem
          className={row}
          checked={item.checked}
          onCheckedChange={item.onCheckedChange}
          onSelect={(event) => event.preventDefault()}
        >
          <Icon>{item.icon}</Icon>
          {item.label}
          <Radix.ItemIndicator className="ml-auto text-accent">
            <Check aria-hidden />
          </Radix.ItemIndicator>
        </Radix.CheckboxItem>
      );
    case 'choice':
      return (
        <Radix.RadioGroup
          value={item.value}
          onValueChange={item.onValueChange}
          aria-label={item.label}
          className="px-2.5 py-1.5"
        >
          <span className="text-12 text-muted">{item.label}</span>
          <span className="mt-1 flex rounded-md bg-grey-4 p-0.5">
            {item.options.map((option) => (
              <Radix.RadioItem
                key={option.value}
                value={option.value}
                onSelect={(event) => event.preventDefault()}
                className="flex h-7 flex-1 cursor-pointer items-center justify-center rounded-[6px] px-2.5 text-12 font-medium text-muted outline-none data-highlighted:text-ink data-highlighted:outline-2 data-highlighted:outline-accent data-[state=checked]:bg-raised data-[state=checked]:text-ink pointer-coarse:h-10"
              >
                {option.label}
              </Radix.RadioItem>
            ))}
          </span>
        </Radix.RadioGroup>
      );
    default:
      return (
        <Radix.Item
          className={cn(row, item.danger && 'text-wrong data-highlighted:bg-wrong-soft')}
          disabled={item.disabled ?? false}
          onSelect={item.onSelect}
        >
          <Icon>{item.icon}</Icon>
          {item.label}
          {item.shortcut && <KeyHint className="ml-auto border-line text-muted">{item.shortcut}</KeyHint>}
        </Radix.Item>
      );
  }
}

function Icon({ children }: { children: ReactNode }) {
  return children ? (
    <span aria-hidden className="text-muted">
      {children}
    </span>
  ) : null;
}

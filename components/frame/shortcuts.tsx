'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { destinations } from './destinations';
import { useOpenEntry } from './entry';
import type { FrameAccount } from './frame-account';

const CommandPalette = dynamic(() => import('./command-palette'), { ssr: false });
const ShortcutsDialog = dynamic(() => import('./shortcuts-dialog'), { ssr: false });

/** How long `g` waits for its letter. */
const SEQUENCE_MS = 1200;

const PaletteContext = createContext<() => void>(() => {});

/** Opens the command palette. */
export function useOpenPalette(): () => void {
  return use(PaletteContext);
}

/**
 * Letters typed into a field are text; so are those in an open dialog or menu, which have a keyboard of their
 * own.
 */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true], [role=dialog], [role=menu]',
    ) !== null
  );
}

/** The keyboard of the whole product, and the two things that only it opens. */
export function Shortcuts({
  accounts,
  children,
}: {
  accounts: readonly FrameAccount[];
  children: ReactNode;
}) {
  const router = useRouter();
  const openEntry = useOpenEntry();
  const [palette, setPalette] = useState<boolean>();
  const [help, setHelp] = useState<boolean>();
  const goPressedAt = useRef(-Infinity);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setPalette((open) => !open);
        return;
      }
      if (
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.repeat ||
        isTyping(event.target)
      )
        return;

      const afterGo = event.timeStamp - goPressedAt.current < SEQUENCE_MS;
      goPressedAt.current = event.key === 'g' ? event.timeStamp : -Infinity;
      const destination = afterGo ? destinations.find(({ key }) => key === event.key) : undefined;
      if (destination) router.push(destination.href);
      else if (event.key === 'n') openEntry();
      else if (event.key === '/') searchOr(() => router.push('/transactions#search'));
      else if (event.key === '?') setHelp(true);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [router, openEntry]);

  const openPalette = useMemo(() => () => setPalette(true), []);
  return (
    <PaletteContext value={openPalette}>
      {children}
      {palette !== undefined && (
        <CommandPalette
          open={palette}
          onOpenChange={setPalette}
          accounts={accounts}
          onShowShortcuts={() => setHelp(true)}
        />
      )}
      {help !== undefined && <ShortcutsDialog open={help} onOpenChange={setHelp} />}
    </PaletteContext>
  );
}

function searchOr(goToSearch: () => void) {
  const search = document.querySelector<HTMLInputElement>('main input[type=search]');
  if (!search) return goToSearch();
  search.focus();
  search.select();
}

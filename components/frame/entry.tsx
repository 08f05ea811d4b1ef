'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import type { EntryDefaults } from './entry-defaults';

const load = () => import('@/components/transactions/entry-sheet');
const EntrySheet = dynamic(load, { ssr: false });

type OpenEntry = (defaults?: EntryDefaults) => void;
const Context = createContext<OpenEntry>(() => {});

/** Opens the sheet for a new transaction, from anywhere inside the frame. */
export function useOpenEntry(): OpenEntry {
  return use(Context);
}

export function EntryProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<{ open: boolean; defaults: EntryDefaults } | null>(null);
  const openEntry = useMemo<OpenEntry>(
    () =>
      (defaults = {}) =>
        setState({ open: true, defaults }),
    [],
  );

  // The first sign of a person fetches the sheet and what it stands on, so that typing after `n` is not lost
  // while it loads.
  useEffect(() => {
    const fetchAhead = () => void Promise.all([load(), import('@/components/ui/modal')]);
    const signs = ['pointermove', 'pointerdown', 'keydown'] as const;
    const once = new AbortController();
    for (const sign of signs) {
      window.addEventListener(sign, () => (once.abort(), fetchAhead()), {
        passive: true,
        signal: once.signal,
      });
    }
    return () => once.abort();
  }, []);

  return (
    <Context value={openEntry}>
      {children}
      {state && (
        <EntrySheet
          open={state.open}
          defaults={state.defaults}
          onOpenChange={(open) => setState({ ...state, open })}
        />
      )}
    </Context>
  );
}

/** "New transaction": the primary button of a page's header. */
export function EntryButton({ defaults }: { defaults?: EntryDefaults }) {
  const openEntry = useOpenEntry();
  const t = useTranslations('frame');
  return (
    <Button variant="primary" className="max-lg:hidden" onClick={() => openEntry(defaults)}>
      <Plus aria-hidden />
      {t('newTransaction')}
    </Button>
  );
}

/** The round + in the middle of the phone's bottom bar. */
export function EntryBarButton() {
  const openEntry = useOpenEntry();
  const t = useTranslations('frame');
  return (
    <button
      type="button"
      aria-label={t('newTransaction')}
      onClick={() => openEntry()}
      className="mx-auto flex size-12 items-center justify-center rounded-full bg-accent text-on-accent active:bg-accent-strong"
    >
      <Plus aria-hidden className="size-6" />
    </button>
  );
}

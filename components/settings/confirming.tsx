'use client';

import { createContext, use, useCallback, useRef, useState, type ReactNode } from 'react';
import { ApiError } from '@/components/api/request';
import { ConfirmDialog } from './confirm-dialog';

/**
 * The person closed the dialog instead of proving who they are: nothing happened, and there is nothing to say
 * about it.
 */
export class NotConfirmed extends Error {
  override readonly name = 'NotConfirmed';
}

type Confirming = <T>(work: () => Promise<T>) => Promise<T>;
const Context = createContext<Confirming | null>(null);

/**
 * For what the API does only after a fresh proof: runs `work`, and when the API asks for a confirmation, lets
 * the person confirm and runs it again. Throws NotConfirmed when they do not want to.
 */
export function useConfirming(): Confirming {
  const confirming = use(Context);
  if (!confirming) throw new Error('useConfirming needs a <ConfirmingProvider> around it.');
  return confirming;
}

/** Around pages that use useConfirming: holds the dialog. */
export function ConfirmingProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const answer = useRef<(confirmed: boolean) => void>(undefined);

  const confirming = useCallback(async <T,>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (failure) {
      if (!(failure instanceof ApiError && failure.code === 'CONFIRMATION_REQUIRED')) throw failure;
      setOpen(true);
      const confirmed = await new Promise<boolean>((resolve) => (answer.current = resolve));
      setOpen(false);
      if (!confirmed) throw new NotConfirmed();
      return work();
    }
  }, []);

  return (
    <Context value={confirming}>
      {children}
      <ConfirmDialog open={open} onDone={(confirmed) => answer.current?.(confirmed)} />
    </Context>
  );
}

export interface Toast {
  message: string;
  tone?: 'neutral' | 'success' | 'wrong';
  action?: { label: string; onClick: () => void };
  /** Takes the last action back; shown as "Undo". */
  undo?: () => void | Promise<void>;
  durationMs?: number;
}

const UNDO_MS = 8000;
const DEFAULT_MS = 4000;

// Toasts wait here until the toaster, which is fetched with the first of them, is there to show them.
let waiting: readonly Toast[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]) {
  waiting = next;
  for (const listener of listeners) listener();
}

export function toast(message: string, options: Omit<Toast, 'message'> = {}): void {
  publish([...waiting, { durationMs: DEFAULT_MS, ...options, message }]);
}

/** After anything destructive: says what happened and offers to take it back for eight seconds. */
export function undoToast({ message, undo }: { message: string; undo: () => void | Promise<void> }): void {
  toast(message, { undo, durationMs: UNDO_MS });
}

/** For the toaster only. */
export const toastQueue = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  peek: () => waiting,
  take: (): readonly Toast[] => {
    const taken = waiting;
    if (taken.length > 0) publish([]);
    return taken;
  },
};

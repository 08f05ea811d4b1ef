'use client';

import { useSyncExternalStore } from 'react';
import { currentPreferences, type Preferences } from './preferences';

let snapshot: Preferences | null = null;

function subscribe(onChange: () => void) {
  const observer = new MutationObserver(() => {
    snapshot = null;
    onChange();
  });
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'data-privacy', 'data-sidebar'],
  });
  return () => observer.disconnect();
}

const onServer = (): Preferences => ({ theme: 'system', privacy: false, narrowSidebar: false });
const serverSnapshot = onServer();

/** The preferences in force, followed as they change: <html> carries them, so there is one truth. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(
    subscribe,
    () => (snapshot ??= currentPreferences()),
    () => serverSnapshot,
  );
}

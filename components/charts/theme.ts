import { useSyncExternalStore } from 'react';

/**
 * Resolves CSS colours ("var(--accent)") to what a canvas understands. Custom properties that hold
 * light-dark() only become a colour when an element uses them, so a hidden element is asked.
 */
export function resolveColors<K extends string>(
  element: HTMLElement,
  colors: Record<K, string>,
): Record<K, string> {
  const probe = document.createElement('span');
  // A transition, however short, would have the probe answer with the colour it comes from.
  probe.style.setProperty('transition', 'none', 'important');
  element.append(probe);
  const resolved = {} as Record<K, string>;
  for (const name in colors) {
    probe.style.color = colors[name];
    resolved[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return resolved;
}

/** The same colour, more transparent: `share` of 0 to 1. */
export function fade(color: string, share: number): string {
  return `color-mix(in srgb, ${color} ${Math.round(share * 100)}%, transparent)`;
}

function subscribe(onChange: () => void) {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'data-privacy'],
  });
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    scheme.removeEventListener('change', onChange);
  };
}

/** Changes whenever colours or privacy do: a key for work that has to be done again then. */
export function useAppearance(): string {
  return useSyncExternalStore(
    subscribe,
    () => {
      const { theme = 'system', privacy = 'off' } = document.documentElement.dataset;
      return `${theme}:${matchMedia('(prefers-color-scheme: dark)').matches}:${privacy}`;
    },
    () => '',
  );
}

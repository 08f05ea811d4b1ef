import type { ListboxOption } from '@/components/ui/use-listbox';

/**
 * All time zones, found by their city ("Prague"). `current` is listed even where this browser does not know
 * it.
 */
export function timeZoneOptions(current: string): ListboxOption[] {
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), current]);
  return [...zones].sort().map((zone) => {
    const [area, ...place] = zone.replaceAll('_', ' ').split('/');
    return {
      value: zone,
      label: place.length > 0 ? place.join(', ') : zone,
      hint: place.length > 0 ? area : undefined,
    };
  });
}

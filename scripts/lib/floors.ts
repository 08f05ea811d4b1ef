/**
 * The floors of lib, the lowest first. A floor imports its own rooms and those of the floors below
 * (docs/architecture.md).
 */
export const FLOORS = [
  'platform',
  'core',
  'people',
  'ledger',
  'intake',
  'insight',
  'plan',
  'exchange',
] as const;

/**
 * An import by its two files, from the root of the project. Types count too: who names a thing depends on it.
 */
export type Import = { from: string; to: string };

export const isTest = (file: string) =>
  /\.test\.tsx?$|^lib\/testing\/|\/testing\.ts$|\/fixtures\//.test(file);
const floorOf = (file: string) => FLOORS.findIndex((floor) => file.startsWith(`lib/${floor}/`));
/**
 * lib/ledger/door/rows.ts is in the room lib/ledger/door; a file that lies on the floor itself is a room of
 * its own.
 */
const roomOf = (file: string) => file.split('/').slice(0, 3).join('/');

/** One line for each import that must not be: upwards, or around in a circle between rooms of one floor. */
export function faultsOf(imports: readonly Import[]): string[] {
  const upward = imports
    .filter(({ from, to }) => floorOf(from) >= 0 && floorOf(to) > floorOf(from))
    .map(({ from, to }) => `${from} imports ${to}, which is on a floor above.`);
  return [...upward, ...circlesOf(imports)];
}

function circlesOf(imports: readonly Import[]): string[] {
  const rooms = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [here, there] = [roomOf(from), roomOf(to)];
    if (here === there || floorOf(from) < 0 || floorOf(from) !== floorOf(to)) continue;
    rooms.set(here, (rooms.get(here) ?? new Set()).add(there));
  }
  const reaches = (start: string, goal: string, seen = new Set<string>()): string[] | null => {
    for (const next of rooms.get(start) ?? []) {
      if (next === goal) return [start, goal];
      if (seen.has(next)) continue;
      seen.add(next);
      const rest = reaches(next, goal, seen);
      if (rest) return [start, ...rest];
    }
    return null;
  };
  const found = new Map<string, string>();
  for (const room of rooms.keys()) {
    const way = reaches(room, room);
    if (way)
      found.set(
        [...new Set(way)].sort().join(),
        `The rooms ${way.join(' → ')} import each other in a circle.`,
      );
  }
  return [...found.values()];
}

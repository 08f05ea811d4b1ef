const DAYS = 7;
const WEEKS = 5;
const MONTHS = 12;
const KEYS_KEPT_MS = DAYS * 86_400_000;
export type BackupKind = 'dumps' | 'keys';

/** What a file is called: its kind and the moment (UTC) that its content is of. */
export function backupName(kind: BackupKind, at: Date): string {
  return `${kind}/${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z.saldo`;
}

/** The moment in a name that backupName made; null for any other file. */
export function momentOf(name: string): Date | null {
  const found = /^(?:dumps|keys)\/(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.saldo$/.exec(name);
  return found && new Date(`${found[1]}T${found[2]}:${found[3]}:${found[4]}Z`);
}

/**
 * Which dumps have had their time: all but the newest of each of the last 7 days, 5 weeks and 12 months that
 * have one. Counted by what is there and not by the calendar, so that backups that stopped do not run out.
 * Files with other names are left alone.
 */
export function dumpsToRemove(names: readonly string[]): string[] {
  const dated = names
    .flatMap((name) => {
      const at = momentOf(name);
      return at ? [{ name, at }] : [];
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime());
  const kept = new Set<string>();
  for (const [period, count] of [
    [dayOf, DAYS],
    [weekOf, WEEKS],
    [monthOf, MONTHS],
  ] as const) {
    const newest = new Map<string, string>();
    for (const { name, at } of dated) if (!newest.has(period(at))) newest.set(period(at), name);
    for (const name of [...newest.values()].slice(0, count)) kept.add(name);
  }
  return dated.filter(({ name }) => !kept.has(name)).map(({ name }) => name);
}

/**
 * Which files of keys have had their time: those older than a week, but for the newest. An erased household's
 * key is in none of the files that are left then, and no dump tells anything of it any more.
 */
export function keysToRemove(names: readonly string[], now: Date): string[] {
  const dated = names.filter((name) => momentOf(name)).sort();
  return dated.slice(0, -1).filter((name) => now.getTime() - (momentOf(name)?.getTime() ?? 0) > KEYS_KEPT_MS);
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const monthOf = (at: Date) => at.toISOString().slice(0, 7);

/** The Monday that the week began with. */
function weekOf(at: Date): string {
  const monday = new Date(at);
  monday.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return dayOf(monday);
}

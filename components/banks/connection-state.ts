import type { Tone } from '@/components/ui/badge';
import type { Connection } from './queries';

type Sync = Connection['lastSync'];

/** Whether a run waits for its turn or is being worked on: it is worth looking again. */
export function isUnderWay(sync: Sync | undefined): sync is NonNullable<Sync> {
  return sync?.state === 'QUEUED' || sync?.state === 'RUNNING';
}

export type ShownState = 'SYNCING' | 'ENDED' | 'PAUSED' | 'EMPTY' | 'FAILING' | 'ACTIVE';
export const stateTones: Record<ShownState, Tone> = {
  SYNCING: 'accent',
  ENDED: 'wrong',
  PAUSED: 'neutral',
  EMPTY: 'attention',
  FAILING: 'attention',
  ACTIVE: 'income',
};

/** The one thing worth saying about a connection, what needs the person first. */
export function shownState({
  state,
  accounts,
  problemCode,
  lastSync,
}: Pick<Connection, 'state' | 'accounts' | 'problemCode' | 'lastSync'>): ShownState {
  if (isUnderWay(lastSync)) return 'SYNCING';
  if (state !== 'ACTIVE') return state;
  if (!accounts.some(({ account }) => account)) return 'EMPTY';
  return problemCode === null ? 'ACTIVE' : 'FAILING';
}

/** From so many days on the end of a consent is worth a banner, and at one day it is urgent. */
const SOON_DAYS = 14;
const URGENT_DAYS = 1;

export type ConsentNotice = { tone: 'attention' | 'wrong'; days: number } | { tone: 'wrong'; days: null };

/**
 * What has to be said about the end of a consent; `days` is null when it has ended. Null while there is time,
 * or when it never ends.
 */
export function consentNotice(
  { state, consentEndsAt, consentDaysLeft }: Pick<Connection, 'state' | 'consentEndsAt' | 'consentDaysLeft'>,
  now: string,
): ConsentNotice | null {
  if (state === 'ENDED' || (consentEndsAt !== null && Date.parse(consentEndsAt) <= Date.parse(now)))
    return { tone: 'wrong', days: null };
  if (consentDaysLeft === null || consentDaysLeft > SOON_DAYS) return null;
  return { tone: consentDaysLeft <= URGENT_DAYS ? 'wrong' : 'attention', days: consentDaysLeft };
}

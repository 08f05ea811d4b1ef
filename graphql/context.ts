import type { Reference } from '@/lib/households/reference';
import { loadReference, readReference } from '@/lib/households/reference';
import { sumsUpTo, type Sums } from '@/lib/accounts/data';
import { AccessError } from '@/lib/errors/domain-error';
import { findViewer, type Viewer } from '@/lib/sessions/data';
import { touchSession } from '@/lib/sessions/mutations';
import { isUuid } from '@/lib/errors/parse-input';
import { todayIn } from '@/lib/dates/local-date';

const TOUCH_AFTER_MS = 5 * 60_000;

/** What a caller brings: the credentials it carries and how it describes itself. */
export type Caller = { token: string | null; household: string | null; device: string | null; locale: 'en' | 'cs' };

type Memory = { reference?: Promise<Reference>; sums: Map<string | null, Promise<Sums>>; changed: boolean };

/**
 * What resolvers share within one operation. Nothing in it outlives the operation or is seen by another one.
 */
export class GraphQLContext {
  // Not #private: Apollo clones the context for each operation, and a clone has no private slots.
  private memory: Memory = { sums: new Map(), changed: false };

  constructor(
    readonly caller: Caller,
    readonly viewer: Viewer | null,
  ) {}

  /** The proven scope of the operation. Throws UNAUTHENTICATED for a stranger. */
  scope(): Viewer {
    if (!this.viewer) throw new AccessError('UNAUTHENTICATED', 'Sign in first: this needs a session.');
    return this.viewer;
  }

  /** The scope of a change: viewers of a household may only read. */
  writeScope(): Viewer {
    const scope = this.scope();
    if (scope.role === 'VIEWER') throw new AccessError('FORBIDDEN', 'You may read this household, but not change it.');
    return scope;
  }

  /** Settings, accounts and categories of the household, from memory while its version stands. */
  reference(): Promise<Reference> {
    const { householdId, referenceVersion } = this.scope();
    this.memory.reference ??= this.memory.changed ? readReference(householdId) : loadReference(householdId, referenceVersion);
    return this.memory.reference;
  }

  /** Sums of all accounts up to a day, asked for once however many accounts of a list want theirs. */
  sums(on: string | null): Promise<Sums> {
    let sums = this.memory.sums.get(on);
    if (!sums) {
      sums = sumsUpTo(this.scope().householdId, on);
      this.memory.sums.set(on, sums);
    }
    return sums;
  }

  async today(): Promise<string> {
    return todayIn((await this.reference()).household.timeZone, new Date());
  }

  /** Forgets what was read before a change, so that the rest of the operation sees what the change left behind. */
  forget(): void {
    this.memory = { sums: new Map(), changed: true };
  }
}

/** Finds out who asks and for which household. An unknown token makes a stranger; a household of others is refused. */
export async function createContext(caller: Caller): Promise<GraphQLContext> {
  if (caller.token === null) return new GraphQLContext(caller, null);
  if (caller.household !== null && !isUuid(caller.household)) throw new AccessError('NOT_FOUND', 'X-Household names no household of yours.');
  const { viewer, householdDenied } = await findViewer(caller.token, caller.household);
  if (householdDenied) throw new AccessError('NOT_FOUND', 'X-Household names no household of yours.');
  if (viewer && Date.now() - viewer.lastUsedAt.getTime() > TOUCH_AFTER_MS) await touchSession(viewer.sessionId);
  return new GraphQLContext(caller, viewer);
}

import { findHiddenIds } from '@/lib/ledger/accounts/data';
import { isUuid } from '@/lib/platform/errors/parse-input';
import type { GraphQLContext } from './context';

/** An id that nothing has. */
const NOTHING = '00000000-0000-0000-0000-000000000000';

type Resolver = (
  parent: unknown,
  args: Record<string, unknown>,
  context: GraphQLContext,
  info: unknown,
) => unknown;
type Resolvers = Record<string, unknown>;

/**
 * Makes every query and mutation take the ids of what is hidden from the viewer for ids of nothing, so that
 * each answers exactly as if it did not exist, also those that are written later. Operations without ids, and
 * households without private accounts, pay nothing (docs/decisions/private-accounts.md).
 */
export function withoutHidden<T extends { Query?: object; Mutation?: object }>(resolvers: T): T {
  const guardAll = (fields: object = {}) =>
    Object.fromEntries(Object.entries(fields).map(([name, resolver]) => [name, guard(resolver as Resolver)]));
  return { ...resolvers, Query: guardAll(resolvers.Query), Mutation: guardAll(resolvers.Mutation) };
}

function guard(resolver: Resolver): Resolver {
  return (parent, args, context, info) => {
    const ids = context.viewer ? idsIn(args) : [];
    if (ids.length === 0) return resolver(parent, args, context, info);
    return hiddenAmong(ids, context).then((hidden) =>
      resolver(parent, hidden.size === 0 ? args : (replaceIn(args, hidden) as Resolvers), context, info),
    );
  };
}

async function hiddenAmong(ids: string[], context: GraphQLContext): Promise<Set<string>> {
  const { hidden } = await context.reference();
  return hidden.size === 0 ? new Set() : findHiddenIds(context.scope().householdId, hidden, ids);
}

function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return isUuid(value) ? [value.toLowerCase()] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : [];
}

function replaceIn(value: unknown, hidden: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return hidden.has(value.toLowerCase()) ? NOTHING : value;
  if (Array.isArray(value)) return value.map((item) => replaceIn(item, hidden));
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, replaceIn(part, hidden)]))
    : value;
}

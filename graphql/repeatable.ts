import { getNamedType, type GraphQLObjectType, type GraphQLSchema, isInputObjectType } from 'graphql';
import { DomainError } from '@/lib/platform/errors/domain-error';
import { idempotencyKeyField, parseInput } from '@/lib/platform/errors/parse-input';
import { answerOnce } from '@/lib/platform/idempotency/answers';
import type { GraphQLContext } from './context';

type Args = Record<string, unknown> & { input?: Record<string, unknown> };
type Payload = { errors: readonly unknown[] };

const KEY = 'idempotencyKey';

/**
 * Makes every mutation that takes an `idempotencyKey`, as an argument of its own or within its input, answer
 * a repeated request with the first answer. Without a key nothing is different.
 */
export function answerRepeated(schema: GraphQLSchema): void {
  const mutations = schema.getMutationType() as GraphQLObjectType<unknown, GraphQLContext> | null | undefined;
  for (const field of Object.values(mutations?.getFields() ?? {})) {
    const takesKey = field.args.some(({ name, type }) => {
      const named = getNamedType(type);
      return name === KEY || (name === 'input' && isInputObjectType(named) && KEY in named.getFields());
    });
    const { resolve } = field;
    if (!takesKey || !resolve) continue;
    field.resolve = (parent, args: Args, context, info) => {
      const work = () => resolve(parent, args, context, info) as Promise<Payload>;
      const given = args[KEY] ?? args.input?.[KEY] ?? null;
      if (given === null || !context.viewer) return work();
      const path = args[KEY] === undefined ? ['input', KEY] : [KEY];
      return repeatable(context, field.name, args, given, path, work);
    };
  }
}

async function repeatable(
  context: GraphQLContext,
  operation: string,
  args: Args,
  given: unknown,
  path: string[],
  work: () => Promise<Payload>,
): Promise<Payload> {
  const { householdId, user } = context.scope();
  try {
    const key = parseInput(idempotencyKeyField, given, path) ?? '';
    const input = { ...args, [KEY]: undefined, input: args.input && { ...args.input, [KEY]: undefined } };
    return await answerOnce({ householdId, userId: user.id, operation, key, path, input }, work);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { errors: error.problems.map((problem) => ({ ...problem, path })) };
  } finally {
    context.forget();
  }
}

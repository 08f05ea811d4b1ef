import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { isUuid } from '@/lib/platform/errors/parse-input';

type Change = (value: unknown) => unknown;

/**
 * Makes every argument of type ID a UUID in lower case, the way this program writes them, however deeply it
 * is nested in an input: a UUID is the same in either case. It is done here, on the fields of the schema,
 * because compiled operations take variables of type ID past the scalar's own parsing.
 */
export function lowerCaseIds(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      const change = changeOfFields(field.args);
      if (resolve && change)
        field.resolve = (parent, args, context, info) =>
          resolve(parent, change(args) as typeof args, context, info);
    }
  }
}

/** What is to be done to a value of the type; null when there is no id in it. */
function changeOf(type: GraphQLInputType): Change | null {
  if (isNonNullType(type)) return changeOf(type.ofType);
  if (isListType(type)) {
    const change = changeOf(type.ofType);
    return change && ((value) => (Array.isArray(value) ? value.map(change) : value));
  }
  if (isInputObjectType(type)) return changeOfFields(Object.values(type.getFields()));
  if (type.name !== 'ID') return null;
  return (value) => (typeof value === 'string' && isUuid(value) ? value.toLowerCase() : value);
}

function changeOfFields(fields: readonly Pick<GraphQLArgument, 'name' | 'type'>[]): Change | null {
  const changes = fields.flatMap(({ name, type }): [string, Change][] => {
    const change = changeOf(type);
    return change ? [[name, change]] : [];
  });
  if (changes.length === 0) return null;
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    const changed: Record<string, unknown> = { ...value };
    for (const [name, change] of changes) if (name in changed) changed[name] = change(changed[name]);
    return changed;
  };
}

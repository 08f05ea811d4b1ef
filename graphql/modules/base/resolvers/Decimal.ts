import { GraphQLScalarType, Kind } from 'graphql';

/**
 * What cannot be an exact decimal goes on as this text, which no amount field accepts: so a float literal is
 * answered as an InputError with the path of its field, like any other amount that cannot be read.
 */
const NOT_EXACT = 'not an exact decimal';

export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  serialize: String,
  parseValue: (value) => {
    if (typeof value === 'string') return value;
    return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : NOT_EXACT;
  },
  parseLiteral: (node) => (node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : NOT_EXACT),
});

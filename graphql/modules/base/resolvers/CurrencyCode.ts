import { GraphQLScalarType, Kind } from 'graphql';

// Whether the currency exists is checked with the rest of the input, where the answer can name the field.
const read = (value: unknown): string => (typeof value === 'string' ? value : 'not a code');

export const CurrencyCode = new GraphQLScalarType<string, string>({
  name: 'CurrencyCode',
  serialize: String,
  parseValue: read,
  parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : undefined),
});

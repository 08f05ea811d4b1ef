import { GraphQLScalarType, Kind } from 'graphql';

// Whether it is a day of the calendar is checked with the rest of the input, where the answer can name the
// field.
const read = (value: unknown): string => (typeof value === 'string' ? value : 'not a date');

export const Date = new GraphQLScalarType<string, string>({
  name: 'Date',
  serialize: String,
  parseValue: read,
  parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : undefined),
});

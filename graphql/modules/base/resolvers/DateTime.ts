import { GraphQLError, GraphQLScalarType } from 'graphql';

const refuse = (): never => {
  throw new GraphQLError('No input of this API takes an instant.');
};

export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: refuse,
  parseLiteral: refuse,
});

import { readFileSync } from 'node:fs';
import {
  buildSchema,
  findBreakingChanges,
  GraphQLSchema,
  isIntrospectionType,
  isObjectType,
  isInterfaceType,
  isInputObjectType,
  isEnumType,
} from 'graphql';
import { schema } from './server';

const contract = buildSchema(readFileSync('graphql/contract.graphql', 'utf8'));

test('no promise of the contract is broken', () => {
  expect(findBreakingChanges(contract, schema).map(({ description }) => description)).toEqual([]);
});

test('a broken promise would be found', () => {
  const renamed = buildSchema(
    readFileSync('graphql/contract.graphql', 'utf8').replace(
      'payee: String\n  description',
      'payeeName: String\n  description',
    ),
  );
  expect(findBreakingChanges(contract, renamed)).not.toEqual([]);
});

test('every type, field, argument and value has a description', () => {
  expect(undescribed(schema)).toEqual([]);
});

function undescribed(of: GraphQLSchema): string[] {
  const missing: string[] = [];
  for (const type of Object.values(of.getTypeMap())) {
    if (isIntrospectionType(type) || ['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name))
      continue;
    if (!type.description) missing.push(type.name);
    if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
      for (const field of Object.values(type.getFields()))
        if (!field.description) missing.push(`${type.name}.${field.name}`);
    }
    if (isEnumType(type))
      for (const value of type.getValues())
        if (!value.description) missing.push(`${type.name}.${value.name}`);
  }
  return missing;
}

test('the committed schema is the one that is served', () => {
  const committed = buildSchema(readFileSync('graphql/__generated__/schema.graphql', 'utf8'));
  expect(findBreakingChanges(committed, schema)).toEqual([]);
  expect(findBreakingChanges(schema, committed)).toEqual([]);
});

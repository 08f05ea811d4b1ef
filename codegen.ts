import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { defineConfig } from '@eddeee888/gcg-typescript-resolver-files';

/**
 * Types that lib gives in another shape than the API's. Only they get a resolver file, and the preset asks
 * for the fields that it must work out; of the others the compiler checks that they have the API's shape, and
 * their files would be empty.
 */
const mappedTypes = readdirSync('graphql/modules').flatMap((room) => {
  const mappers = `graphql/modules/${room}/schema.mappers.ts`;
  if (!existsSync(mappers)) return [];
  return [...readFileSync(mappers, 'utf8').matchAll(/(\w+)Mapper\b/g)].map(([, type]) => `*.${type}`);
});

const config: CodegenConfig = {
  schema: 'graphql/modules/**/schema.graphql',
  generates: {
    'graphql/modules': defineConfig({
      resolverTypesPath: '../__generated__/types.ts',
      typeDefsFilePath: '../__generated__/typeDefs.ts',
      // Scalars are written out: Date and Decimal stay exact strings, which graphql-scalars' own are not.
      scalarsModule: false,
      resolverMainFile: '../__generated__/resolvers.ts',
      mergeSchema: { path: '../__generated__/schema.graphql', config: { includeDirectives: true } },
      resolverGeneration: {
        // No module can export this name, a word of the language; server.ts gives the field its resolver.
        query: ['*', '!*.Query.import'],
        mutation: '*',
        subscription: '*',
        scalar: '*',
        object: mappedTypes,
        union: '',
        interface: '',
        enum: '',
      },
      typesPluginsConfig: {
        contextType: '../context#GraphQLContext',
        useTypeImports: true,
        enumsAsTypes: true,
      },
      scalarsOverrides: {
        Date: { type: 'string' },
        DateTime: { type: 'Date' },
        Decimal: { type: 'string' },
        CurrencyCode: { type: 'string' },
      },
    }),
    'graphql/__generated__/client/': {
      documents: ['{app,components}/**/*.{ts,tsx}'],
      preset: 'client',
      config: {
        scalars: { Date: 'string', DateTime: 'string', Decimal: 'string', CurrencyCode: 'string' },
        strictScalars: true,
        useTypeImports: true,
        enumsAsTypes: true,
        // Strings instead of syntax trees: a page's bundle carries the text of its queries and nothing to
        // parse them.
        documentMode: 'string',
      },
      presetConfig: { fragmentMasking: { unmaskFunctionName: 'getFragmentData' } },
    },
  },
  ignoreNoDocuments: true,
};

export default config;

import type { CodegenConfig } from '@graphql-codegen/cli';
import { defineConfig } from '@eddeee888/gcg-typescript-resolver-files';

const config: CodegenConfig = {
  schema: 'graphql/modules/**/schema.graphql',
  generates: {
    'graphql/modules': defineConfig({
      resolverTypesPath: '../__generated__/types.ts',
      typeDefsFilePath: '../__generated__/typeDefs.ts',
      resolverMainFile: '../__generated__/resolvers.ts',
      mergeSchema: { path: '../__generated__/schema.graphql', config: { includeDirectives: true } },
      resolverGeneration: {
        query: '*',
        mutation: '*',
        subscription: '*',
        scalar: '*',
        object: ['*', '!*.*Payload', '!*.*Edge', '!*.*Connection', '!*.PageInfo', '!*.InputError'],
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
      },
      presetConfig: { fragmentMasking: { unmaskFunctionName: 'getFragmentData' } },
    },
  },
  ignoreNoDocuments: true,
};

export default config;

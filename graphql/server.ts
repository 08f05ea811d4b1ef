import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import '@/lib/wiring';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { isScalarType } from 'graphql';
import { env } from '@/lib/platform/env';
import { resolvers } from './__generated__/resolvers';
import { typeDefs } from './__generated__/typeDefs';
import type { GraphQLContext } from './context';
import { formatError } from './errors';
import { compilingGateway } from './executor';
import { withoutHidden } from './hidden-ids';
import { checkLimits } from './limits';
import { lowerCaseIds } from './lower-case-ids';
import { answerRepeated } from './repeatable';

// The field `import` is named by a word that no module can export: its resolver is that of its earlier name.
const Query = { ...resolvers.Query, import: resolvers.Query?.importById };

export const schema = makeExecutableSchema<GraphQLContext>({
  typeDefs,
  resolvers: withoutHidden({ ...resolvers, Query }),
});
answerRepeated(schema);
lowerCaseIds(schema);
// A scalar written in code replaces the one of the SDL, and its description with it.
for (const type of Object.values(schema.getTypeMap())) {
  if (isScalarType(type)) type.description ??= type.astNode?.description?.value;
}

/** The one Apollo server of this process: the same for both mounts and for pages that ask in-process. */
export const server = new ApolloServer<GraphQLContext>({
  gateway: compilingGateway(schema),
  // People explore the API in Apollo Sandbox, on their own server too; the schema is public anyway, it is in
  // the repository.
  introspection: true,
  csrfPrevention: true,
  allowBatchedHttpRequests: false,
  hideSchemaDetailsFromClientErrors: true,
  includeStacktraceInErrorResponses: false,
  maxRecursiveSelections: 5_000,
  persistedQueries: false,
  parseOptions: { maxLexicalTokens: env().GRAPHQL_MAX_TOKENS },
  stopOnTerminationSignals: false,
  formatError,
  plugins: [
    // Looking for cache hints on each field costs a third of a page's time, and there are none.
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
    ApolloServerPluginLandingPageLocalDefault({ embed: true, footer: false }),
    {
      requestDidStart: () =>
        Promise.resolve({
          didResolveOperation: ({ document, operation, request }) => {
            if (operation) checkLimits(document, operation, request.variables ?? {});
            return Promise.resolve();
          },
        }),
    },
  ],
});

let started: Promise<void> | undefined;

/** Starts the server once, at the first request. */
export function ensureStarted(): Promise<void> {
  started ??= server.start();
  return started;
}

import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { performance } from 'node:perf_hooks';
import { inSpan } from '@/lib/platform/tracing/spans';
import type { GraphQLContext } from './context';
import { knownName, noteOperation } from './measured';

/**
 * Runs operations as compiled functions instead of walking the document each time
 * (docs/decisions/compiled-operations.md). Apollo lets only a "gateway" bring its own executor, so that is
 * the seam used here. The cache is bounded: clients may send any number of different documents.
 */
export function compilingGateway(schema: GraphQLSchema): GatewayInterface {
  const compiled = new LRUCache<string, CompiledQuery>({ max: 500 });
  const executor: GatewayExecutor = async ({
    document,
    operation,
    operationName,
    queryHash,
    request,
    context,
  }) => {
    // The type promises an operation; Apollo runs the executor all the same when the name fits none.
    if (!(operation as typeof operation | undefined)) return unknownOperation(operationName);
    const key = `${queryHash}:${operationName ?? ''}`;
    let query = compiled.get(key);
    if (!query) {
      const result = compileQuery(schema, document, operationName ?? undefined);
      if (!isCompiledQuery(result)) return normalise(result);
      query = result;
      compiled.set(key, query);
    }
    const { query: run } = query;
    const name = knownName(operation);
    return inSpan('operation', `operation ${name}`, { operation: name }, async (tell) => {
      const startedAt = performance.now();
      const result = normalise(await run(undefined, context, request.variables ?? {}));
      tell(
        noteOperation(
          (context as GraphQLContext).record,
          operation,
          result.errors,
          performance.now() - startedAt,
        ),
      );
      return result;
    });
  };
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: () => Promise.resolve({ executor }),
    stop: () => Promise.resolve(),
  };
}

function unknownOperation(name: string | null | undefined): GatewayResult {
  const message = name
    ? `Unknown operation named "${name}".`
    : 'Must provide operation name if query contains multiple operations.';
  return {
    errors: [
      new GraphQLError(message, {
        extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
      }),
    ],
  };
}

type GatewayResult = Awaited<ReturnType<GatewayExecutor>>;

/**
 * Gives the compiler's errors the shape that graphql-js has: real GraphQLErrors with extensions. Errors
 * without any data are about the variables, which graphql-js lets Apollo recognise by a node that compiled
 * errors do not carry.
 */
function normalise(result: ExecutionResult): GatewayResult {
  if (!result.errors) return result as GatewayResult;
  const aboutVariables = result.data === undefined;
  const errors = result.errors.map((error) => {
    const normal = new GraphQLError(error.message, {
      path: error.path,
      originalError: error.originalError,
      extensions: aboutVariables ? { code: 'BAD_USER_INPUT', http: { status: 400 } } : error.extensions,
    });
    Object.defineProperty(normal, 'locations', { value: error.locations, enumerable: true });
    return normal;
  });
  return { ...result, errors } as GatewayResult;
}

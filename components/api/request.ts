import type { TypedDocumentString } from '@/graphql/__generated__/client/graphql';

type GraphQLFailure = { message: string; extensions?: { code?: string } };

/**
 * The API refused or could not answer. `code` is that of the GraphQL error, or NETWORK when nothing came
 * back.
 */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/**
 * Sends a typed operation from the browser, with the session's cookie. Expected failures are in the payload's
 * `errors`; anything else is thrown as an ApiError. Who is not signed in any more is taken to the sign-in
 * page and back afterwards.
 */
export async function request<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const response = await fetch('/api/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: document.toString(), variables }),
    signal,
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiError('NETWORK', 'The server cannot be reached.');
  });
  const { data, errors } = (await response.json().catch(() => ({}))) as {
    data?: Data;
    errors?: GraphQLFailure[];
  };
  const failure = errors?.[0];
  if (failure?.extensions?.code === 'UNAUTHENTICATED') {
    location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  if (failure || !data)
    throw new ApiError(
      failure?.extensions?.code ?? 'NETWORK',
      failure?.message ?? 'The server gave no answer.',
    );
  return data;
}

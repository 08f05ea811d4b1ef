import { handleGraphQL } from './http';

/** What a client reads out of an answer; tests know its shape from the query they wrote beside it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape of an answer is whatever the test's own query asks for
type Json = any;
export type Answer = {
  status: number;
  data: Json;
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string } }[];
};

/** Asks the API as a program would: through the HTTP handler that both mounts share. */
export function client(token: string | null = null, extraHeaders: Record<string, string> = {}) {
  return async (query: string, variables: Record<string, unknown> = {}): Promise<Answer> => {
    const headers = new Map(
      Object.entries({
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...extraHeaders,
      }),
    );
    const response = await handleGraphQL({
      method: 'POST',
      search: '',
      header: (name) => headers.get(name),
      headers,
      body: { query, variables },
    });
    return { status: response.status, ...(JSON.parse(response.body) as Omit<Answer, 'status'>) };
  };
}

import { failure, type GraphQLHttpResponse, handleGraphQL, MAX_BODY_BYTES } from '@/graphql/http';

/**
 * The API where only Next runs. `server.ts` answers the same address before Next sees it
 * (docs/decisions/api-before-next.md); one conformance suite holds the two alike.
 */
async function answer(request: Request): Promise<Response> {
  const respond = ({ status, headers, body }: GraphQLHttpResponse) =>
    new Response(body, { status, headers: [...headers] });
  const text = request.method === 'POST' ? await request.text() : '';
  if (Buffer.byteLength(text) > MAX_BODY_BYTES)
    return respond(failure(413, 'BAD_REQUEST', 'The request is too large: one megabyte is the limit.'));
  const isJson = request.headers.get('content-type')?.includes('application/json') ?? false;
  let body: unknown;
  try {
    body = isJson && text ? JSON.parse(text) : undefined;
  } catch {
    return respond(failure(400, 'BAD_REQUEST', 'The request body is not JSON.'));
  }
  return respond(
    await handleGraphQL({
      method: request.method,
      search: new URL(request.url).search,
      header: (name) => request.headers.get(name),
      headers: request.headers,
      body,
    }),
  );
}

export async function GET(request: Request) {
  return answer(request);
}

export async function POST(request: Request) {
  return answer(request);
}

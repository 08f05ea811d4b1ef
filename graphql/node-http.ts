import type { IncomingMessage, ServerResponse } from 'node:http';
import { failure, type GraphQLHttpResponse, handleGraphQL, MAX_BODY_BYTES } from './http';

/** Answers /api/graphql on node:http. */
export async function answerGraphQL(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = ({ status, headers, body }: GraphQLHttpResponse) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    response.setHeader('content-length', Buffer.byteLength(body));
    // A text goes out together with the headers in one write; bytes would take two.
    response.writeHead(status).end(body);
  };
  const text = await readBody(request);
  if (text === null) {
    response.setHeader('connection', 'close');
    send(failure(413, 'BAD_REQUEST', 'The request is too large: one megabyte is the limit.'));
    return;
  }
  let body: unknown;
  try {
    const isJson = request.headers['content-type']?.includes('application/json') ?? false;
    body = isJson && text ? JSON.parse(text) : undefined;
  } catch {
    send(failure(400, 'BAD_REQUEST', 'The request body is not JSON.'));
    return;
  }
  const url = request.url ?? '';
  const question = url.indexOf('?');
  send(
    await handleGraphQL({
      method: request.method ?? 'GET',
      search: question < 0 ? '' : url.slice(question),
      header: (name) => single(request.headers[name]),
      headers: Object.entries(request.headers).map(([name, value]) => [name, single(value) ?? '']),
      body,
    }),
  );
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

/**
 * The whole body as text, or null when it is larger than the limit. What comes beyond the limit is not kept.
 */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0]
    ? chunks[0].toString('utf8')
    : Buffer.concat(chunks).toString('utf8');
}

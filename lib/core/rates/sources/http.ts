const TIMEOUT_MS = 20_000;

/**
 * A source that could not be asked or answered with something else. The message is a sentence for people,
 * without addresses or keys.
 */
export class RateSourceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RateSourceError';
  }
}

/**
 * Reads a text over HTTP, at most `maxBytes` of it. Throws RateSourceError; `name` says who did not answer.
 */
export async function readText(
  name: string,
  url: URL,
  maxBytes: number,
  timeoutMs = TIMEOUT_MS,
): Promise<string> {
  const bytes = await readBytes(name, url, maxBytes, timeoutMs);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new RateSourceError(`${name} sent something that is not a text.`);
  }
}

async function readBytes(name: string, url: URL, maxBytes: number, timeoutMs: number): Promise<Buffer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new RateSourceError(explainStatus(name, response.status));
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    // Streams of fetch can be iterated in Node; the types are those of a browser that cannot.
    for await (const chunk of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > maxBytes) throw new RateSourceError(`${name} sent more than its rates can be.`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof RateSourceError) throw error;
    // What fetch throws can carry the address, and the address of UniRate carries the key: nothing of it goes
    // on.
    const timedOut = (error as { name?: unknown }).name === 'TimeoutError';
    throw new RateSourceError(
      timedOut
        ? `${name} did not answer within ${timeoutMs / 1000} seconds.`
        : `${name} could not be reached.`,
    );
  }
}

function explainStatus(name: string, status: number): string {
  if (status === 401 || status === 403) return `${name} refused the request: check its address and its key.`;
  if (status === 429) return `${name} has had enough requests for now; it is asked again later.`;
  return `${name} answered with status ${status} instead of rates.`;
}

const TIMEOUT_MS = 20_000;

/** A source that could not be asked or answered with something else. The message is a sentence for people, without addresses or keys. */
export class RateSourceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RateSourceError';
  }
}

/** Reads a text over HTTP, at most `maxBytes` of it. Throws RateSourceError; `name` says who did not answer. */
export async function readText(name: string, url: URL, maxBytes: number): Promise<string> {
  try {
    const response = await fetch(url, { headers: { accept: '*/*' }, signal: AbortSignal.timeout(TIMEOUT_MS) });
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
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    if (error instanceof RateSourceError) throw error;
    if (error instanceof DOMException && error.name === 'TimeoutError') throw new RateSourceError(`${name} did not answer within ${TIMEOUT_MS / 1000} seconds.`);
    if (error instanceof TypeError && error.message.includes('encoded data')) throw new RateSourceError(`${name} sent something that is not a text.`);
    // What fetch throws can carry the address, and the address of UniRate carries the key.
    throw new RateSourceError(`${name} could not be reached.`);
  }
}

function explainStatus(name: string, status: number): string {
  if (status === 401 || status === 403) return `${name} refused the key: check it and set it again.`;
  if (status === 429) return `${name} has had enough requests for now; it is asked again later.`;
  return `${name} answered with status ${status} instead of rates.`;
}

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Target = {
  url: string;
  body: string | string[];
  headers?: Record<string, string> | Record<string, string>[];
};

/**
 * Requests a second with 16 connections, by wrk: a load that costs little itself on two cores. Bodies, and
 * headers with them, are sent in turn. Throws when an answer was not 200 or nothing was answered.
 */
export async function requestsPerSecond(folder: string, target: Target, seconds: number): Promise<number> {
  const bodies = [target.body].flat();
  const headers = [target.headers ?? {}].flat();
  const script = path.join(folder, 'load.lua');
  const lua = (value: string) => JSON.stringify(value).replaceAll('\\u', '\\\\u');
  const requests = bodies.map((body, index) => {
    const all = { 'Content-Type': 'application/json', ...headers[index % headers.length] };
    return `wrk.format("POST", nil, {${Object.entries(all)
      .map(([name, value]) => `[${lua(name)}]=${lua(value)}`)
      .join(',')}}, ${lua(body)})`;
  });
  await writeFile(
    script,
    `local requests = {}
init = function() requests = {${requests.join(',\n')}} end
local turn = 0
request = function() turn = turn + 1; return requests[(turn - 1) % #requests + 1] end
done = function(summary) io.write(string.format("ANSWERS %d BAD %d\\n", summary.requests, summary.errors.status + summary.errors.read + summary.errors.timeout)) end`,
  );
  const { stdout } = await run('wrk', ['-t1', '-c16', `-d${seconds}s`, '-s', script, target.url]);
  const [, answers = '0', bad = '0'] = /ANSWERS (\d+) BAD (\d+)/.exec(stdout) ?? [];
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1] ?? 0);
  if (answers === '0' || Number(bad) > 0) throw new Error(`The load did not go through: ${stdout}`);
  return rate;
}

/** Milliseconds of each of `times` calls, one after the other, in ascending order. */
export async function latencies(times: number, call: (index: number) => Promise<unknown>): Promise<number[]> {
  const measured: number[] = [];
  for (let index = 0; index < times; index++) {
    const startedAt = performance.now();
    await call(index);
    measured.push(performance.now() - startedAt);
  }
  return measured.sort((a, b) => a - b);
}

export function percentile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: number[]): number {
  return percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

/** One GraphQL request; throws when it fails in any way. */
export async function ask(
  baseUrl: string,
  token: string,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<unknown> {
  const response = await fetch(`${baseUrl}/api/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as { data?: unknown; errors?: { message: string }[] };
  if (answer.errors || !answer.data)
    throw new Error(`A measured request failed: ${answer.errors?.[0]?.message ?? response.status}`);
  return answer.data;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '@/scripts/lib/ports';
import type { Control } from './oidc-provider';

export const OIDC_SECRET = 'the secret of the tests';

export type TestProvider = {
  issuer: string;
  control: (control: Control) => Promise<void>;
  close: () => Promise<void>;
};

/** Starts a real OpenID provider that gives its codes to one address. */
export async function startOidcProvider(redirectUri: string): Promise<TestProvider> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'lib/testing/oidc-provider.ts', String(port), redirectUri, OIDC_SECRET],
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const exit = once(child, 'exit');
  await Promise.race([
    new Promise<void>((resolve) => child.stdout?.on('data', () => said.includes('ready\n') && resolve())),
    exit.then(() => Promise.reject(new Error(`The OpenID provider did not start:\n${said}`))),
  ]);
  const issuer = `http://127.0.0.1:${port}`;
  return {
    issuer,
    control: async (control) => {
      const { status } = await fetch(`${issuer}/control`, { method: 'POST', body: JSON.stringify(control) });
      if (status !== 204) throw new Error(`The OpenID provider answered ${status}.`);
    },
    close: async () => {
      child.kill();
      await exit;
    },
  };
}

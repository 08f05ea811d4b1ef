import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { requestIdOf } from '@/lib/platform/http/request-id';
import type { TypedDocumentString } from './__generated__/client/graphql';
import { createContext } from './context';
import { callerOf } from './http';
import { ensureStarted, server } from './server';

/** One context per page render: layout and page ask as the same viewer, and the session is looked up once. */
const pageContext = cache(async () => {
  const incoming = await headers();
  const context = await createContext(callerOf((name) => incoming.get(name)));
  context.record.requestId = requestIdOf((name) => incoming.get(name));
  return context;
});

/**
 * Runs a typed document in this process, as the person whose page is rendered; no HTTP in between.
 * A stranger is sent to the sign-in page and back afterwards. Throws for anything else that fails.
 */
export async function execute<Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  await ensureStarted();
  const response = await server.executeOperation<Data, Variables>(
    { query: document.toString(), variables },
    { contextValue: await pageContext() },
  );
  if (response.body.kind !== 'single') throw new Error('A page asked for an incremental answer.');
  const { data, errors } = response.body.singleResult;
  if (errors?.some((error) => error.extensions?.code === 'UNAUTHENTICATED')) redirect(await signInAddress());
  if (errors || !data)
    throw new Error(`A page's query failed: ${errors?.map((error) => error.message).join(' ')}`);
  return data;
}

/** Whether somebody is signed in, for pages that strangers may see too. */
export async function isSignedIn(): Promise<boolean> {
  return (await pageContext()).viewer !== null;
}

async function signInAddress(): Promise<string> {
  const here = (await headers()).get('x-saldo-path') ?? '/';
  return here === '/' ? '/login' : `/login?next=${encodeURIComponent(here)}`;
}

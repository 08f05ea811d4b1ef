import { NextIntlClientProvider, type Messages } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';

/** What every client component may use without asking. */
const shared = ['common', 'frame', 'errors'] as const satisfies readonly (keyof Messages)[];

/**
 * Gives client components below it the messages of the named namespaces, and no others: what is not sent is
 * not downloaded. A nested one replaces the outer one, so each names all that its part of the page needs.
 */
export async function ClientMessages({
  namespaces = [],
  children,
}: {
  namespaces?: readonly (keyof Messages)[];
  children: ReactNode;
}) {
  const all = await getMessages();
  const picked = Object.fromEntries([...shared, ...namespaces].map((name) => [name, all[name]]));
  return <NextIntlClientProvider messages={picked}>{children}</NextIntlClientProvider>;
}

import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { isSignedIn } from '@/graphql/execute';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

/** Pages for strangers: who is signed in has nothing to do here. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  if (await isSignedIn()) redirect('/');
  return <ClientMessages namespaces={['auth']}>{children}</ClientMessages>;
}

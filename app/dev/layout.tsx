import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { LOCAL_INBOX_HEADER } from '@/lib/platform/http/local-inbox';

/** For anyone who works on this computer: everybody else, and everybody in production, finds nothing here. */
export default async function DevLayout({ children }: { children: ReactNode }) {
  if (!(await headers()).has(LOCAL_INBOX_HEADER)) notFound();
  return <main className="mx-auto max-w-6xl px-4 py-6 sm:px-8 sm:py-8">{children}</main>;
}

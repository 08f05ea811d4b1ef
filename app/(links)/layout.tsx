import type { ReactNode } from 'react';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

/** Pages that mailed links lead to: for anyone who opens them, signed in or not. */
export default function LinksLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={['auth']}>{children}</ClientMessages>;
}

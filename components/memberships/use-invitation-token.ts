'use client';

import { useEffect } from 'react';
import { useLinkSecret } from '@/components/sign-in/use-link-secret';

const KEPT = 'saldo.invitation';

/**
 * The secret of an invitation's link. It is kept in this tab while somebody signs in first and comes back:
 * written into the address of the sign-in page, servers would see it. Null until the browser is there, ''
 * without any.
 */
export function useInvitationToken(): string | null {
  const inLink = useLinkSecret();
  useEffect(() => {
    if (inLink) sessionStorage.setItem(KEPT, inLink);
  }, [inLink]);
  return inLink === '' ? (sessionStorage.getItem(KEPT) ?? '') : inLink;
}

export function forgetInvitation(): void {
  sessionStorage.removeItem(KEPT);
}

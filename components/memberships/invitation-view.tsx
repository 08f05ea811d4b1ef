'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import useSWR from 'swr';
import { request } from '@/components/api/request';
import { AuthPage } from '@/components/sign-in/auth-page';
import { RegisterForm } from '@/components/sign-in/register-form';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { LinkButton } from '@/components/ui/link-button';
import { Skeleton } from '@/components/ui/skeleton';
import { AcceptInvitation } from './accept-invitation';
import { Invitation_Query } from './queries';
import { useInvitationToken } from './use-invitation-token';

/**
 * What an invitation offers to somebody who is signed in, to somebody who can sign in, and to somebody new.
 */
export function InvitationView() {
  const [t, tAuth, tErrors] = [useTranslations('people'), useTranslations('auth'), useTranslations('errors')];
  const token = useInvitationToken();
  const [registers, setRegisters] = useState(false);
  const offer = useSWR(token === null ? null : ['invitation', token], () =>
    request(Invitation_Query, { token: token ?? '' }),
  );
  const home = { question: t('wrongPlace'), href: '/', label: t('toSaldo') };
  if (token === null || !offer.data) {
    return (
      <AuthPage title={t('invitation')} other={home}>
        {offer.error !== undefined ? (
          <ErrorState title={tErrors('unexpected')} onRetry={() => void offer.mutate()} />
        ) : (
          <Skeleton className="h-32 w-full" />
        )}
      </AuthPage>
    );
  }
  const { viewer, offeredPlace: place } = offer.data;
  if (!place) {
    return (
      <AuthPage title={t('invitationEnded')} other={home}>
        <p>{t('invitationEndedDetail')}</p>
      </AuthPage>
    );
  }
  if (registers) {
    return (
      <AuthPage
        title={tAuth('joinTitle', { household: place.household })}
        other={{ question: tAuth('haveAccount'), href: '/login?next=/invitation', label: tAuth('signIn') }}
      >
        <RegisterForm next="/" invitation={{ token, email: place.email }} />
      </AuthPage>
    );
  }
  const isOther = viewer !== null && viewer.email !== place.email;
  return (
    <AuthPage title={t('invitationTo', { household: place.household })} other={home}>
      <p className="mb-2">
        {place.invitedBy
          ? t('invitedBy', { person: place.invitedBy, household: place.household })
          : t('invitedTo', { household: place.household })}
      </p>
      <p className="mb-8 text-muted">{t(`roleDetails.${place.role}`)}</p>
      {viewer && !isOther && <AcceptInvitation token={token} household={place.household} />}
      {isOther && <p role="status">{t('forSomebodyElse', { email: place.email, viewer: viewer.email })}</p>}
      {!viewer && (
        <div className="grid gap-3">
          <Button variant="primary" size="lg" onClick={() => setRegisters(true)}>
            {t('registerAs', { email: place.email })}
          </Button>
          <LinkButton size="lg" href="/login?next=/invitation">
            {t('signInFirst')}
          </LinkButton>
        </div>
      )}
    </AuthPage>
  );
}

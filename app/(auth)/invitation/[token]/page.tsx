import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/auth/auth-page';
import { AcceptInvitation } from '@/components/people/accept-invitation';
import { LinkButton } from '@/components/ui/link-button';
import { graphql } from '@/graphql/__generated__/client';
import { execute } from '@/graphql/execute';
import { ClientMessages } from '@/lib/i18n/client-messages';

const InvitationPage_Query = graphql(`
  query InvitationPage_Query($token: String!) {
    viewer {
      email
    }
    offeredPlace(token: $token) {
      household
      role
      email
      invitedBy
    }
  }
`);

export async function generateMetadata(): Promise<Metadata> {
  // The address of the page is the invitation: it must not be told to the next page, nor kept by whoever lists pages.
  return { title: (await getTranslations('people'))('invitation'), referrer: 'no-referrer', robots: 'noindex' };
}

/** Where the link of an invitation leads: for somebody who is signed in, for somebody who can sign in, and for somebody new. */
export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [t, { viewer, offeredPlace: place }] = await Promise.all([getTranslations('people'), execute(InvitationPage_Query, { token })]);
  const home = { question: t('wrongPlace'), href: '/', label: t('toSaldo') };
  if (!place) {
    return (
      <AuthPage title={t('invitationEnded')} other={home}>
        <p>{t('invitationEndedDetail')}</p>
      </AuthPage>
    );
  }
  const here = `/invitation/${token}`;
  const isOther = viewer !== null && viewer.email !== place.email;
  return (
    <AuthPage title={t('invitationTo', { household: place.household })} other={home}>
      <p className="mb-2">{place.invitedBy ? t('invitedBy', { person: place.invitedBy, household: place.household }) : t('invitedTo', { household: place.household })}</p>
      <p className="mb-8 text-muted">{t(`roleDetails.${place.role}`)}</p>
      {viewer && !isOther && (
        <ClientMessages namespaces={['people']}>
          <AcceptInvitation token={token} household={place.household} />
        </ClientMessages>
      )}
      {isOther && <p role="status">{t('forSomebodyElse', { email: place.email, viewer: viewer.email })}</p>}
      {!viewer && (
        <div className="grid gap-3">
          <LinkButton variant="primary" size="lg" href={`/register?invitation=${encodeURIComponent(token)}`}>
            {t('registerAs', { email: place.email })}
          </LinkButton>
          <LinkButton size="lg" href={`/login?next=${encodeURIComponent(here)}`}>
            {t('signInFirst')}
          </LinkButton>
        </div>
      )}
    </AuthPage>
  );
}

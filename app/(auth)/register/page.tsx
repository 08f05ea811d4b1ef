import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/auth/auth-page';
import { OtherWays } from '@/components/auth/other-ways';
import { LoginPage_Query } from '@/components/auth/queries';
import { RegisterForm } from '@/components/auth/register-form';
import { safeNext } from '@/components/auth/safe-next';
import { graphql } from '@/graphql/__generated__/client';
import { execute } from '@/graphql/execute';

const RegisterPage_Query = graphql(`
  query RegisterPage_Query($token: String!) {
    offeredPlace(token: $token) {
      household
      email
    }
  }
`);

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('signUp'), referrer: 'no-referrer' };
}

export default async function RegisterPage({ searchParams }: { searchParams: Promise<{ next?: string | string[]; invitation?: string | string[] }> }) {
  const [t, asked, { signInProviders }] = await Promise.all([getTranslations('auth'), searchParams, execute(LoginPage_Query, {})]);
  const next = safeNext(typeof asked.next === 'string' ? asked.next : null);
  const token = typeof asked.invitation === 'string' ? asked.invitation : null;
  const place = token === null ? null : (await execute(RegisterPage_Query, { token })).offeredPlace;
  const other = next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`;
  return (
    <AuthPage title={place ? t('joinTitle', { household: place.household }) : t('signUpTitle')} other={{ question: t('haveAccount'), href: place ? `/login?next=${encodeURIComponent(`/invitation/${token}`)}` : other, label: t('signIn') }}>
      <RegisterForm next={next} invitation={place && token !== null ? { token, email: place.email } : null} />
      {!place && <OtherWays next={next} providers={signInProviders} />}
    </AuthPage>
  );
}

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/sign-in/auth-page';
import { OtherWays } from '@/components/sign-in/other-ways';
import { LoginPage_Query } from '@/components/sign-in/queries';
import { RegisterForm } from '@/components/sign-in/register-form';
import { safeNext } from '@/components/sign-in/safe-next';
import { execute } from '@/graphql/execute';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('signUp') };
}

export default async function RegisterPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const [t, asked, { signInProviders }] = await Promise.all([
    getTranslations('auth'),
    searchParams,
    execute(LoginPage_Query, {}),
  ]);
  const next = safeNext(typeof asked.next === 'string' ? asked.next : null);
  const other = next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`;
  return (
    <AuthPage
      title={t('signUpTitle')}
      other={{ question: t('haveAccount'), href: other, label: t('signIn') }}
    >
      <RegisterForm next={next} invitation={null} />
      <OtherWays next={next} providers={signInProviders} />
    </AuthPage>
  );
}

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/auth/auth-page';
import { RegisterForm } from '@/components/auth/register-form';
import { safeNext } from '@/components/auth/safe-next';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('signUp') };
}

export default async function RegisterPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const [t, { next: asked }] = await Promise.all([getTranslations('auth'), searchParams]);
  const next = safeNext(typeof asked === 'string' ? asked : null);
  const other = next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`;
  return (
    <AuthPage title={t('signUpTitle')} other={{ question: t('haveAccount'), href: other, label: t('signIn') }}>
      <RegisterForm next={next} />
    </AuthPage>
  );
}

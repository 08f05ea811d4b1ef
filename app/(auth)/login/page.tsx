import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/auth/auth-page';
import { LoginForm } from '@/components/auth/login-form';
import { safeNext } from '@/components/auth/safe-next';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('signIn') };
}

export default async function LoginPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const [t, { next: asked }] = await Promise.all([getTranslations('auth'), searchParams]);
  const next = safeNext(typeof asked === 'string' ? asked : null);
  const other = next === '/' ? '/register' : `/register?next=${encodeURIComponent(next)}`;
  return (
    <AuthPage title={t('signInTitle')} other={{ question: t('noAccount'), href: other, label: t('signUp') }}>
      <LoginForm next={next} />
    </AuthPage>
  );
}

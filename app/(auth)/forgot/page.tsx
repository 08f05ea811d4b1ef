import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/sign-in/auth-page';
import { ForgotForm } from '@/components/sign-in/forgot-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('forgotTitle') };
}

export default async function ForgotPage() {
  const t = await getTranslations('auth');
  return (
    <AuthPage
      title={t('forgotTitle')}
      other={{ question: t('remembered'), href: '/login', label: t('signIn') }}
    >
      <ForgotForm />
    </AuthPage>
  );
}

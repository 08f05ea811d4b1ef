import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/sign-in/auth-page';
import { VerifyForm } from '@/components/sign-in/verify-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('verifyTitle') };
}

export default async function VerifyPage() {
  const t = await getTranslations('auth');
  return (
    <AuthPage title={t('verifyTitle')}>
      <VerifyForm />
    </AuthPage>
  );
}

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/sign-in/auth-page';
import { ResetForm } from '@/components/sign-in/reset-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('resetTitle') };
}

export default async function ResetPage() {
  const t = await getTranslations('auth');
  return (
    <AuthPage title={t('resetTitle')}>
      <ResetForm />
    </AuthPage>
  );
}

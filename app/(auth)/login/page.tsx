import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/sign-in/auth-page';
import { LoginForm } from '@/components/sign-in/login-form';
import { OtherWays } from '@/components/sign-in/other-ways';
import { problemAt } from '@/components/sign-in/provider-problem';
import { LoginPage_Query } from '@/components/sign-in/queries';
import { safeNext } from '@/components/sign-in/safe-next';
import { SecondStep } from '@/components/sign-in/second-step';
import { Banner } from '@/components/ui/banner';
import { execute } from '@/graphql/execute';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('signIn') };
}

type Search = { next?: string | string[]; error?: string | string[]; again?: string };

export default async function LoginPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [t, { next: asked, error, again }, { waitingFor, signInProviders }] = await Promise.all([
    getTranslations('auth'),
    searchParams,
    execute(LoginPage_Query, {}),
  ]);
  const next = safeNext(typeof asked === 'string' ? asked : null);
  const withNext = (path: string) => (next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`);
  const problem = problemAt(error);
  if (waitingFor.length > 0 && again === undefined) {
    return (
      <AuthPage
        title={t('secondStepTitle')}
        other={{ question: t('notYou'), href: '/login?again', label: t('startOver') }}
      >
        <SecondStep kinds={waitingFor} next={next} />
      </AuthPage>
    );
  }
  return (
    <AuthPage
      title={t('signInTitle')}
      other={{ question: t('noAccount'), href: withNext('/register'), label: t('signUp') }}
    >
      {problem && (
        <Banner tone="wrong" className="mb-6">
          {t(`problems.${problem}`)}
        </Banner>
      )}
      <LoginForm next={next} />
      <OtherWays next={next} providers={signInProviders} withPasskey />
    </AuthPage>
  );
}

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { problemAt } from '@/components/sign-in/provider-problem';
import { EmailSection } from '@/components/sign-in/settings/email-section';
import { FactorsSection } from '@/components/sign-in/settings/factors-section';
import { IdentitiesSection } from '@/components/sign-in/settings/identities-section';
import { NoPassword } from '@/components/sign-in/settings/no-password';
import { PasswordSection } from '@/components/sign-in/settings/password-section';
import { SecurityPage_Query } from '@/components/sign-in/settings/queries';
import { SessionsSection } from '@/components/sign-in/settings/sessions-section';
import { TokensSection } from '@/components/sign-in/settings/tokens-section';
import { Banner } from '@/components/ui/banner';
import { execute } from '@/graphql/execute';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('security'))('title') };
}

export default async function SecurityPage({
  searchParams,
}: {
  searchParams: Promise<{ error?: string | string[] }>;
}) {
  const [tAuth, { error }, { viewer, household, sessions, signInMethods, signInProviders, accessTokens }] =
    await Promise.all([getTranslations('auth'), searchParams, execute(SecurityPage_Query, {})]);
  const problem = problemAt(error);
  const { timeZone } = household;
  if (!viewer) return null;
  return (
    <div className="grid max-w-3xl gap-6">
      {problem && <Banner tone="wrong">{tAuth(`problems.${problem}`)}</Banner>}
      <EmailSection viewer={viewer} />
      {signInMethods.hasPassword ? (
        <PasswordSection email={viewer.email} />
      ) : (
        <NoPassword email={viewer.email} />
      )}
      <FactorsSection methods={signInMethods} timeZone={timeZone} />
      <IdentitiesSection
        identities={signInMethods.identities}
        providers={signInProviders}
        timeZone={timeZone}
      />
      <SessionsSection sessions={sessions} timeZone={timeZone} />
      <TokensSection tokens={accessTokens} household={household.name} timeZone={timeZone} />
    </div>
  );
}

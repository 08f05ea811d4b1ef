import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { problemAt } from '@/components/auth/provider-problem';
import { EmailSection } from '@/components/security/email-section';
import { FactorsSection } from '@/components/security/factors-section';
import { IdentitiesSection } from '@/components/security/identities-section';
import { NoPassword } from '@/components/security/no-password';
import { PasswordSection } from '@/components/security/password-section';
import { SecurityPage_Query } from '@/components/security/queries';
import { SessionsSection } from '@/components/security/sessions-section';
import { TokensSection } from '@/components/security/tokens-section';
import { Banner } from '@/components/ui/banner';
import { execute } from '@/graphql/execute';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('security'))('title') };
}

export default async function SecurityPage({ searchParams }: { searchParams: Promise<{ error?: string | string[] }> }) {
  const [tAuth, { error }, { viewer, household, sessions, signInMethods, signInProviders, accessTokens }] = await Promise.all([getTranslations('auth'), searchParams, execute(SecurityPage_Query, {})]);
  const problem = problemAt(error);
  const { timeZone } = household;
  if (!viewer) return null;
  return (
    <div className="grid max-w-3xl gap-6">
      {problem && <Banner tone="wrong">{tAuth(`problems.${problem}`)}</Banner>}
      <EmailSection viewer={viewer} />
      {signInMethods.hasPassword ? <PasswordSection email={viewer.email} /> : <NoPassword email={viewer.email} />}
      <FactorsSection methods={signInMethods} timeZone={timeZone} />
      <IdentitiesSection identities={signInMethods.identities} providers={signInProviders} timeZone={timeZone} />
      <SessionsSection sessions={sessions} timeZone={timeZone} />
      <TokensSection tokens={accessTokens} household={household.name} timeZone={timeZone} />
    </div>
  );
}

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Home } from '@/components/home/home';
import { isSignedIn } from '@/graphql/execute';

export async function generateMetadata(): Promise<Metadata> {
  if (!(await isSignedIn())) return { title: { absolute: `Saldo: ${(await getTranslations('home'))('title')}` } };
  return { title: (await getTranslations('dashboard'))('title') };
}

/** The front page: what Saldo is for a stranger, the dashboard for who is signed in. */
export default async function FrontPage() {
  if (!(await isSignedIn())) return <Home />;
  return null;
}

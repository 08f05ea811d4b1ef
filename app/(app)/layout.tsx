import { getLocale, getTranslations } from 'next-intl/server';
import { revalidatePath } from 'next/cache';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { DeletionBanner } from '@/components/erasure/deletion-banner';
import {
  CancelHouseholdDeletion_Mutation,
  CancelPersonDeletion_Mutation,
} from '@/components/erasure/queries';
import { AppFrame } from '@/components/frame/app-frame';
import { DemoBanner } from '@/components/frame/demo-banner';
import { VerifyBanner } from '@/components/frame/verify-banner';
import { demoBannerCookie } from '@/components/frame/preferences';
import { formatInstant } from '@/components/files/format-instant';
import { graphql } from '@/graphql/__generated__/client';
import { execute, isSignedIn } from '@/graphql/execute';
import { isHttps, sessionCookieName } from '@/lib/platform/one-time/token';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

const AppLayout_Query = graphql(`
  query AppLayout_Query {
    viewer {
      name
      email
      emailVerified
      deletionAt
    }
    household {
      name
      role
      timeZone
      demo
      deletionAt
    }
    accounts {
      id
      name
      balance: balanceToday {
        amount
        currency
      }
    }
    belongings {
      id
      name
      current
    }
    reviewCount
  }
`);

const SignOut_Mutation = graphql(`
  mutation SignOut_Mutation {
    signOut
  }
`);

/**
 * The frame around every page of a person who is signed in. A stranger is sent to sign in by the query
 * itself, except from the front page, which is one page for both: in here the frame stays in place on the way
 * from the dashboard to any other page.
 */
export default async function AppLayout({ children }: { children: ReactNode }) {
  if ((await isFrontPage()) && !(await isSignedIn())) return children;
  const [{ viewer, household, belongings, accounts, reviewCount }, jar, t, locale] = await Promise.all([
    execute(AppLayout_Query, {}),
    cookies(),
    getTranslations('data'),
    getLocale(),
  ]);
  const at = (instant: string) => formatInstant(instant, locale, household.timeZone);
  const isDemoSaid = jar.get(demoBannerCookie.name)?.value === demoBannerCookie.hidden;
  return (
    // The sheet for a new transaction opens on every page, and makes the first account where there is none.
    <ClientMessages namespaces={['transactions', 'accounts']}>
      <AppFrame
        household={household.name}
        belongings={belongings}
        viewer={{ name: viewer?.name ?? '', email: viewer?.email ?? '' }}
        accounts={accounts.map(({ id, name, balance }) => ({ id, name, ...balance }))}
        reviewCount={reviewCount}
        signOut={signOut}
        banner={
          <>
            {household.deletionAt && (
              <DeletionBanner
                text={t('household.banner', { household: household.name, when: at(household.deletionAt) })}
                keep={household.role === 'OWNER' ? keepHousehold : null}
              />
            )}
            {viewer?.deletionAt && (
              <DeletionBanner text={t('person.banner', { when: at(viewer.deletionAt) })} keep={keepPerson} />
            )}
            {household.demo
              ? !isDemoSaid && <DemoBanner startOwn={startOwnHousehold} />
              : viewer?.emailVerified === false && <VerifyBanner email={viewer.email} />}
          </>
        }
      >
        {children}
      </AppFrame>
    </ClientMessages>
  );
}

async function isFrontPage(): Promise<boolean> {
  const path = (await headers()).get('x-saldo-path') ?? '';
  return path === '/' || path.startsWith('/?');
}

async function keepHousehold(): Promise<void> {
  'use server';
  await execute(CancelHouseholdDeletion_Mutation, {});
  revalidatePath('/', 'layout');
}

async function keepPerson(): Promise<void> {
  'use server';
  await execute(CancelPersonDeletion_Mutation, {});
  revalidatePath('/', 'layout');
}

async function signOut(): Promise<void> {
  'use server';
  await endThisSession();
  redirect('/login');
}

async function startOwnHousehold(): Promise<void> {
  'use server';
  await endThisSession();
  redirect('/register');
}

/** Ends the session on the server first: a cookie that somebody copied must be worthless too. */
async function endThisSession(): Promise<void> {
  await execute(SignOut_Mutation, {});
  // The attributes must be those it was set with, or a browser keeps a __Host- cookie.
  (await cookies()).set(sessionCookieName(), '', {
    path: '/',
    maxAge: 0,
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(),
  });
}

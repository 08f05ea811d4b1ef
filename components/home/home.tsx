import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/ui/link-button';

const facts = ['encrypted', 'imports', 'rates'] as const;

/** What a stranger sees: what Saldo is, three things that are true of it, and the way in. */
export async function Home() {
  const t = await getTranslations('home');
  return (
    <div className="mx-auto flex min-h-dvh max-w-[calc(1040px+4rem)] flex-col px-4 sm:px-8">
      <header className="flex h-20 items-center text-16 font-semibold">Saldo</header>
      <main className="flex flex-1 flex-col justify-center gap-14 pt-8 pb-16 sm:gap-24 sm:pb-24">
        <div className="grid max-w-xl gap-5">
          <h1 className="text-28 font-semibold text-balance sm:text-40">{t('title')}</h1>
          <p className="max-w-xl text-16 text-pretty text-muted">{t('lead')}</p>
          <div className="mt-2 flex flex-wrap gap-3">
            <LinkButton href="/register" variant="primary" size="lg">
              {t('start')}
            </LinkButton>
            <LinkButton href="/login" size="lg">
              {t('signIn')}
            </LinkButton>
          </div>
        </div>
        <dl className="grid gap-8 sm:grid-cols-3 sm:gap-10">
          {facts.map((fact) => (
            <div key={fact} className="grid content-start gap-2 border-t border-grey-7 pt-4">
              <dt className="text-16 font-semibold">{t(fact)}</dt>
              <dd className="text-pretty text-muted">{t(`${fact}Detail`)}</dd>
            </div>
          ))}
        </dl>
      </main>
    </div>
  );
}

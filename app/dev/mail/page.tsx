import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { Inbox } from '@/components/mail/inbox';
import { LOCAL_INBOX_HEADER } from '@/lib/platform/http/local-inbox';
import { listInbox } from '@/lib/platform/mail/inbox/data';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mailInbox'))('title'), robots: { index: false } };
}

/** The local inbox: mails that Saldo would have sent if it had a mail server. */
export default async function MailInboxPage({
  searchParams,
}: {
  searchParams: Promise<{ id?: string | string[] }>;
}) {
  // The layout asks too, but a layout is not run again when only its page is asked for.
  if (!(await headers()).has(LOCAL_INBOX_HEADER)) notFound();
  const [locale, { id }, mails] = await Promise.all([getLocale(), searchParams, listInbox()]);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const shown = mails.map(({ sentAt, ...mail }) => ({ ...mail, sentAt: sentAt.toISOString() }));
  return (
    <Inbox
      mails={shown}
      chosen={shown.find((mail) => mail.id === id) ?? shown[0] ?? null}
      locale={locale}
      timeZone={timeZone}
    />
  );
}

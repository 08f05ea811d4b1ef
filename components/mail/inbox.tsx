import { Mail } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { formatInstant } from '@/components/files/format-instant';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { MailView, type ShownMail } from './mail-view';

interface InboxProps {
  mails: readonly ShownMail[];
  chosen: ShownMail | null;
  locale: string;
  timeZone: string;
}

export function Inbox({ mails, chosen, locale, timeZone }: InboxProps) {
  const t = useTranslations('mailInbox');
  return (
    <>
      <PageHeader title={t('title')} />
      <p className="-mt-4 mb-6 max-w-2xl text-muted">{t('hint')}</p>
      {chosen ? (
        <div className="grid items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
          <Card flush>
            <nav aria-label={t('list')}>
              <ul className="max-h-72 divide-y divide-line overflow-y-auto lg:max-h-[80vh]">
                {mails.map((mail) => (
                  <MailRow
                    key={mail.id}
                    mail={mail}
                    current={mail.id === chosen.id}
                    when={formatInstant(mail.sentAt, locale, timeZone)}
                  />
                ))}
              </ul>
            </nav>
          </Card>
          <MailView mail={chosen} when={formatInstant(chosen.sentAt, locale, timeZone)} />
        </div>
      ) : (
        <Card>
          <EmptyState icon={<Mail />} title={t('empty')} />
        </Card>
      )}
    </>
  );
}

function MailRow({ mail, current, when }: { mail: ShownMail; current: boolean; when: string }) {
  return (
    <li>
      <Link
        href={`/dev/mail?id=${mail.id}`}
        aria-current={current ? 'page' : undefined}
        scroll={false}
        className={cn(
          'grid gap-0.5 px-4 py-3 -outline-offset-2',
          current ? 'bg-accent-soft' : 'hover:bg-grey-3',
        )}
      >
        <span className="truncate font-medium">{mail.subject}</span>
        <span className="truncate text-12 text-muted">{mail.to}</span>
        <span className="text-12 text-muted tabular-nums">{when}</span>
      </Link>
    </li>
  );
}

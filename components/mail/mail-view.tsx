import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';

export interface ShownMail {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Instant. */
  sentAt: string;
}

/**
 * One mail in both of its forms. The frame may do nothing at all: no scripts, no forms, no links, no access
 * to this page.
 */
export function MailView({ mail, when }: { mail: ShownMail; when: string }) {
  const t = useTranslations('mailInbox');
  return (
    <div className="grid min-w-0 gap-6">
      <Card title={mail.subject} aside={<span className="text-muted tabular-nums">{when}</span>}>
        <p className="mb-4 break-words text-muted">{t('to', { email: mail.to })}</p>
        <iframe
          key={mail.id}
          title={t('preview', { subject: mail.subject })}
          sandbox=""
          srcDoc={mail.html}
          className="h-160 w-full rounded-md border border-line"
        />
      </Card>
      <Card title={t('text')}>
        <pre className="font-sans break-words whitespace-pre-wrap">{mail.text}</pre>
      </Card>
    </div>
  );
}

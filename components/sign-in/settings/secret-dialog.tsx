'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

interface SecretDialogProps {
  title: string;
  description: string;
  /** What is shown this once, a line each; null while the dialog is closed. */
  secrets: readonly string[] | null;
  onClose: () => void;
}

/** Shows what will never be shown again: recovery codes, a token. */
export function SecretDialog({ title, description, secrets, onClose }: SecretDialogProps) {
  const t = useTranslations('security');
  const [copied, setCopied] = useState<readonly string[]>();
  const copy = () => {
    if (!secrets) return;
    // A browser that refuses leaves them on the page to be selected.
    void navigator.clipboard.writeText(secrets.join('\n')).then(
      () => setCopied(secrets),
      () => {},
    );
  };
  return (
    <Dialog
      open={secrets !== null}
      onOpenChange={(open) => open || onClose()}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={copy}>
            {copied === secrets ? <Check aria-hidden /> : <Copy aria-hidden />}
            {t(copied === secrets ? 'copied' : 'copy')}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {t('kept')}
          </Button>
        </>
      }
    >
      <ul className="grid gap-1 rounded-md bg-grey-3 p-4 font-mono text-14">
        {secrets?.map((secret) => (
          <li key={secret} className="break-all select-all">
            {secret}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

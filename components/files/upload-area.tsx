'use client';

import { FileUp } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Banner } from '@/components/ui/banner';
import { cn } from '@/components/ui/cn';
import { FileInput } from '@/components/ui/file-input';
import { ProgressBar } from '@/components/ui/progress-bar';
import { fileErrorText } from './file-error';
import { uploadFile, UploadError, type UploadProgress } from './upload';
import { useFileIntake } from './use-file-intake';

interface UploadAreaProps {
  /** The account that the file is of, when the person came from one. */
  account: { id: string; name: string } | null;
}

type State =
  | { kind: 'idle' }
  | { kind: 'sending'; name: string; progress: UploadProgress }
  | { kind: 'refused'; name: string; code: string };

/** Where a bank's file begins: dropped anywhere on the page, chosen, or pasted. */
export function UploadArea({ account }: UploadAreaProps) {
  const t = useTranslations('import');
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<State>({ kind: 'idle' });

  const send = async (file: File) => {
    if (state.kind === 'sending') return;
    setState({ kind: 'sending', name: file.name, progress: { done: 0, total: file.size } });
    try {
      const id = await uploadFile(file, account?.id ?? null, (progress) =>
        setState({ kind: 'sending', name: file.name, progress }),
      );
      router.push(`/import/${id}`);
    } catch (error) {
      setState({
        kind: 'refused',
        name: file.name,
        code: error instanceof UploadError ? error.code : 'INTERNAL_SERVER_ERROR',
      });
    }
  };
  const isOver = useFileIntake((file) => void send(file));

  return (
    <div className="grid gap-4">
      {state.kind === 'refused' && (
        <Banner tone="wrong">
          <strong className="font-semibold break-words">{state.name}</strong> <br />
          {fileErrorText(t, state.code)}
        </Banner>
      )}
      <section
        aria-label={t('uploadArea')}
        className={cn(
          'flex min-h-56 flex-col items-center justify-center gap-4 rounded-lg border border-dashed px-6 py-10 text-center transition-colors',
          isOver ? 'border-accent bg-accent-soft' : 'border-grey-8 bg-card',
        )}
      >
        {state.kind === 'sending' ? (
          <Sending name={state.name} progress={state.progress} />
        ) : (
          <>
            <span
              aria-hidden
              className="flex size-12 items-center justify-center rounded-full bg-accent-soft text-accent"
            >
              <FileUp className="size-5" />
            </span>
            <div className="grid max-w-md gap-1">
              <p className="text-16 font-medium">
                {isOver ? t('dropNow') : account ? t('dropInto', { account: account.name }) : t('drop')}
              </p>
              <p className="text-14 text-balance text-muted">
                <span className="pointer-coarse:hidden">{t('dropHint')} </span>
                {t('exportHint')}
              </p>
            </div>
            <Button variant="primary" onClick={() => input.current?.click()}>
              {t('choose')}
            </Button>
          </>
        )}
        <FileInput
          ref={input}
          label={t('choose')}
          accept=".csv,.tsv,.txt,.ofx,.qfx,.qbo,.qif,.xml,.camt,.c53,.sta,.mt940,.940,.942,.gpc,.abo,.json,text/csv,text/plain,text/tab-separated-values,text/xml,application/xml,application/json"
          onFile={(file) => void send(file)}
        />
      </section>
    </div>
  );
}

function Sending({ name, progress: { done, total } }: { name: string; progress: UploadProgress }) {
  const t = useTranslations('import');
  const format = useFormatter();
  const megabytes = (bytes: number) =>
    format.number(bytes / 1024 / 1024, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  const sent = done >= total;
  return (
    <div className="w-full max-w-md text-left" aria-live="polite">
      <ProgressBar
        label={sent ? t('reading', { name }) : t('uploading', { name })}
        counts={t('megabytes', { done: megabytes(done), total: megabytes(total) })}
        value={done}
        max={total}
      />
    </div>
  );
}

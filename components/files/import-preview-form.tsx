'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useState } from 'react';
import { errorsOf, failureText, fieldOf, inputErrorText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { getFragmentData } from '@/graphql/__generated__/client';
import { AccountChoice, suggestedAccount } from './account-choice';
import { MappingCard } from './mapping-card';
import { PreviewCard } from './preview-card';
import { CommitImport_Mutation, ImportDetail_import, type ImportAccount, type ImportDetail } from './queries';
import { Questions } from './questions';
import { StatementsCard } from './statements-card';
import { useDiscard } from './use-discard';
import { useImportDraft, type ImportInPreview } from './use-import-draft';

interface ImportPreviewFormProps {
  initial: ImportInPreview;
  accounts: readonly ImportAccount[];
  baseCurrency: string;
  onCommitted: (queued: ImportDetail) => void;
}

/**
 * A file as it will be imported: into which account, read how, with which rows. Nothing is booked before the
 * button at the end.
 */
export function ImportPreviewForm({
  initial,
  accounts: known,
  baseCurrency,
  onCommitted,
}: ImportPreviewFormProps) {
  const t = useTranslations('import');
  const tErrors = useTranslations('errors');
  const state = useImportDraft(initial);
  const discard = useDiscard(initial);
  const [added, setAdded] = useState<ImportAccount[]>([]);
  const [committing, setCommitting] = useState(false);
  const [accountMissing, setAccountMissing] = useState(false);
  const [columnsOpen, setColumnsOpen] = useState(initial.preview.problem !== null);
  const accounts = [...known, ...added.filter(({ id }) => !known.some((account) => account.id === id))];
  const { preview } = state.saved;
  // Once an account is chosen the preview holds its currency only; what the file holds was said before.
  const [fileSums] = useState(initial.preview.sums);
  const account = accounts.find(({ id }) => id === state.accountId) ?? null;

  const preselect = useEffectEvent(() => {
    if (initial.account) return;
    const only = suggestedAccount(known, fileSums);
    if (only) state.chooseAccount(only.id);
  });
  useEffect(() => preselect(), []);

  const commit = async () => {
    // A file whose statements all have accounts of their own needs none for the rest.
    const needed =
      state.saved.statements.length === 0 ||
      state.saved.statements.some((statement) => !statement.account && !statement.leftOut);
    if (state.accountId === null && needed) {
      setAccountMissing(true);
      return;
    }
    setCommitting(true);
    try {
      await state.flush();
      const { commitImport } = await request(CommitImport_Mutation, { id: initial.id });
      const [failure] = errorsOf(commitImport);
      const queued = getFragmentData(ImportDetail_import, commitImport.import);
      if (queued) onCommitted(queued);
      else if (failure)
        toast(fieldOf(failure) === 'accountId' ? t('accountProblem') : inputErrorText(tErrors, failure), {
          tone: 'wrong',
        });
    } catch (failure) {
      toast(failureText(tErrors, failure), { tone: 'wrong' });
    } finally {
      setCommitting(false);
    }
  };

  return (
    <div className="grid gap-6">
      {preview.remembered && <Banner>{t('remembered')}</Banner>}
      <AccountChoice
        accounts={accounts}
        value={state.accountId}
        fileSums={fileSums}
        baseCurrency={baseCurrency}
        error={accountMissing && state.accountId === null ? t('accountMissing') : undefined}
        onChoose={state.chooseAccount}
        onAdded={(account) => {
          setAdded([...added, account]);
          state.chooseAccount(account.id);
        }}
      />
      {state.saved.statements.length > 0 && (
        <StatementsCard
          statements={state.saved.statements}
          format={state.saved.format}
          accounts={accounts}
          chosen={account}
          baseCurrency={baseCurrency}
          onChoose={state.chooseTarget}
        />
      )}
      {state.draft && (
        <Questions
          questions={initial.preview.questions}
          columns={preview.columns}
          draft={state.draft}
          onChange={state.changeMapping}
          onOpenColumns={() => setColumnsOpen(true)}
        />
      )}
      {state.problem && <Banner tone="wrong">{state.problem}</Banner>}
      <PreviewCard
        preview={preview}
        account={account}
        baseCurrency={baseCurrency}
        pending={state.pending}
        onOpenColumns={() => setColumnsOpen(true)}
      />
      {state.draft && (
        <MappingCard
          preview={preview}
          draft={state.draft}
          open={columnsOpen}
          onOpenChange={setColumnsOpen}
          onChange={state.changeMapping}
        />
      )}
      <div className="sticky bottom-20 z-10 flex flex-wrap items-center justify-end gap-2 rounded-lg bg-card p-3 shadow-floating lg:bottom-4">
        {preview.rowCount === 0 && (
          <p className="min-w-0 flex-1 basis-40 pl-2 text-wrong">{t('nothingYet')}</p>
        )}
        <Button variant="ghost" onClick={() => void discard()}>
          {t('discard')}
        </Button>
        <Button
          variant="primary"
          pending={committing}
          disabled={preview.rowCount === 0}
          onClick={() => void commit()}
        >
          {t('submit', { count: preview.rowCount })}
        </Button>
      </div>
    </div>
  );
}

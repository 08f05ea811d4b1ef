import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { errorsOf, failureText, inputErrorText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { getFragmentData } from '@/graphql/__generated__/client';
import type { UpdateImportInput } from '@/graphql/__generated__/client/graphql';
import { missingRole, toDraft, toMappingInput, type MappingDraft } from './mapping';
import { ImportDetail_import, UpdateImport_Mutation, type ImportDetail, type ImportPreview } from './queries';

/**
 * Long enough that a walk through a select with the arrow keys is one request, short enough to feel
 * immediate.
 */
const DEBOUNCE_MS = 250;

export type ImportInPreview = ImportDetail & { preview: ImportPreview };

/** `draft` is null for formats that say themselves what is what. */
type Shown = { saved: ImportInPreview; draft: MappingDraft | null; accountId: string | null };

/**
 * An import as the person is correcting it. Changes show at once and are saved shortly after, one request at
 * a time: answers can then not overtake each other, and each brings the preview that belongs to it.
 */
export function useImportDraft(initial: ImportInPreview) {
  const t = useTranslations('errors');
  const { mapping, columns } = initial.preview;
  const first: Shown = {
    saved: initial,
    draft: mapping && toDraft(mapping, columns.length),
    accountId: initial.account?.id ?? null,
  };
  const [shown, setShown] = useState(first);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  // The truth for requests, which outlive the render they were started in; `shown` is its copy for drawing.
  const latest = useRef(first);
  const queue = useRef(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const put = (changes: Partial<Shown>) => {
    latest.current = { ...latest.current, ...changes };
    setShown(latest.current);
  };

  const save = async () => {
    const { saved, draft, accountId } = latest.current;
    const current = saved.preview.mapping;
    const mapping = !draft || !current || missingRole(draft) ? null : toMappingInput(draft, current);
    const newAccount = accountId !== null && accountId !== saved.account?.id;
    if (!mapping && !newAccount) return;
    await send({ ...(newAccount && { accountId }), ...(mapping && { mapping }) });
  };

  const send = async (input: UpdateImportInput) => {
    setPending(true);
    try {
      const { updateImport } = await request(UpdateImport_Mutation, { id: initial.id, input });
      const [failure] = errorsOf(updateImport);
      const answer = getFragmentData(ImportDetail_import, updateImport.import);
      setProblem(failure ? inputErrorText(t, failure) : null);
      if (answer?.preview) put({ saved: { ...answer, preview: answer.preview } });
    } catch (failure) {
      setProblem(failureText(t, failure));
    } finally {
      setPending(false);
    }
  };

  /** Saves what is not saved yet; resolves when nothing is on its way any more. */
  const flush = (): Promise<void> => {
    clearTimeout(timer.current);
    queue.current = queue.current.then(save);
    return queue.current;
  };
  const saveSoon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), DEBOUNCE_MS);
  };

  return {
    ...shown,
    problem,
    pending,
    flush,
    changeMapping: (draft: MappingDraft) => {
      put({ draft });
      saveSoon();
    },
    /** Where one statement of the file goes; null is the account of the file. */
    chooseTarget: (index: number, target: { accountId: string | null; leaveOut: boolean }) => {
      queue.current = queue.current.then(() => send({ statements: [{ index, ...target }] }));
    },
    chooseAccount: (accountId: string) => {
      put({ accountId });
      void flush();
    },
  };
}

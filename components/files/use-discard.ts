import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { failureText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { toast } from '@/components/ui/toast';
import { DiscardImport_Mutation } from './queries';

/** Forgets a file that nothing was imported of. No question first: the file is still where it came from. */
export function useDiscard({ id, fileName }: { id: string; fileName: string }) {
  const t = useTranslations('import');
  const tErrors = useTranslations('errors');
  const router = useRouter();
  return async () => {
    try {
      await request(DiscardImport_Mutation, { id });
      toast(t('discarded', { name: fileName }));
      startTransition(() => {
        router.push('/import');
        router.refresh();
      });
    } catch (failure) {
      toast(failureText(tErrors, failure), { tone: 'wrong' });
    }
  };
}

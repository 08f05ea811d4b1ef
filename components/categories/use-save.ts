import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { startTransition, useState } from 'react';
import { failureText, fieldOf, inputErrorText, type InputError } from '@/components/api/input-error';
import { toast } from '@/components/ui/toast';

/**
 * Runs one change of the categories and brings the page up to date. Resolves to null when it worked and to a
 * sentence for a person when it was refused; what failed otherwise is said in a toast, and the sentence is
 * then empty.
 */
export function useSave() {
  const t = useTranslations('categories');
  const tErrors = useTranslations('errors');
  const router = useRouter();
  const [pending, setPending] = useState(false);

  const textOf = (error: InputError) => {
    const field = fieldOf(error);
    if (field === 'name' && error.code === 'CONFLICT') return t('nameTaken');
    return inputErrorText(tErrors, error);
  };
  const save = async (change: () => Promise<readonly InputError[]>): Promise<string | null> => {
    setPending(true);
    try {
      const [error] = await change();
      if (error) return textOf(error);
      startTransition(() => router.refresh());
      return null;
    } catch (failure) {
      toast(failureText(tErrors, failure), { tone: 'wrong' });
      return '';
    } finally {
      setPending(false);
    }
  };
  return { save, pending };
}

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { startTransition, useState } from 'react';
import { failureText, fieldOf, inputErrorText, type InputError } from '@/components/api/input-error';
import { toast } from '@/components/ui/toast';
import { NotConfirmed } from './confirming';

/** The state of one section: whether it is being saved, and what was wrong with which field. */
export function useSaving() {
  const tErrors = useTranslations('errors');
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [errors, setErrors] = useState<readonly InputError[]>([]);

  /**
   * Resolves to whether it was saved; says so with `success`, if there is anything to say. What failed is
   * said in a toast; an expected failure is left to the field that shows it, or said with `refused` where no
   * field does.
   */
  const save = async (
    change: () => Promise<readonly InputError[]>,
    success?: string,
    refused?: string,
  ): Promise<boolean> => {
    setPending(true);
    try {
      const failures = await change();
      setErrors(failures);
      if (failures.length > 0) {
        if (refused) toast(refused, { tone: 'wrong' });
        return false;
      }
      if (success) toast(success, { tone: 'success' });
      startTransition(() => router.refresh());
      return true;
    } catch (failure) {
      if (!(failure instanceof NotConfirmed)) toast(failureText(tErrors, failure), { tone: 'wrong' });
      return false;
    } finally {
      setPending(false);
    }
  };
  const at = (field: string) => errors.find((error) => fieldOf(error) === field);
  return {
    pending,
    save,
    errorAt: at,
    textAt: (field: string) => {
      const error = at(field);
      return error && inputErrorText(tErrors, error);
    },
  };
}

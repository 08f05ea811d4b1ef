import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { inputErrorText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { useChange } from '@/components/transactions/use-change';
import { RemoveCategory_Mutation, type Category } from './queries';

/**
 * Removes a category, or hands what it has to another one, and offers to take that back. The toast says where
 * its subcategories went. Resolves to null when it worked and to a sentence for a person when it was refused;
 * what failed otherwise is said in a toast, and the sentence is then empty.
 */
export function useRemove(category: Category, categories: readonly Category[]) {
  const t = useTranslations('categories');
  const tErrors = useTranslations('errors');
  const change = useChange();
  const [pending, setPending] = useState(false);
  const hasChildren = categories.some(({ parent }) => parent?.id === category.id);

  const remove = async (into: Category | null): Promise<string | null> => {
    const moved = into && !into.parent ? t('childrenUnder', { into: into.name }) : t('childrenOwn');
    const said = into
      ? t('merged', { name: category.name, into: into.name })
      : t('removed', { name: category.name });
    setPending(true);
    const errors = await change(
      async () =>
        (await request(RemoveCategory_Mutation, { id: category.id, into: into?.id })).removeCategory,
      { message: hasChildren ? `${said}. ${moved}` : said },
    );
    setPending(false);
    if (errors === null) return '';
    return errors[0] ? inputErrorText(tErrors, errors[0]) : null;
  };
  return { remove, pending, hasChildren };
}

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CategoriesView } from '@/components/categories/categories-view';
import { CategoriesPage_Query } from '@/components/categories/queries';
import { execute } from '@/graphql/execute';
import { ClientMessages } from '@/lib/platform/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('categories'))('title') };
}

export default async function CategoriesPage() {
  const { categories } = await execute(CategoriesPage_Query, {});
  return (
    <ClientMessages namespaces={['categories', 'transactions']}>
      <CategoriesView categories={categories} />
    </ClientMessages>
  );
}

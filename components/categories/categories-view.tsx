'use client';

import { Plus, Tags } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Switch } from '@/components/ui/switch';
import { CategoryDialogs, type CategoryQuestion } from './category-dialogs';
import { CategoryRow } from './category-row';
import type { Category } from './queries';
import { categoryTree } from './tree';

/**
 * All categories as two trees, expenses before incomes: there are more of them and they change more often.
 */
export function CategoriesView({ categories }: { categories: readonly Category[] }) {
  const t = useTranslations('categories');
  const [withArchived, setWithArchived] = useState(false);
  const [question, setQuestion] = useState<CategoryQuestion | null>(null);
  const add = (
    <Button variant="primary" onClick={() => setQuestion({ kind: 'add', parent: null })}>
      <Plus aria-hidden />
      {t('add')}
    </Button>
  );
  const hasArchived = categories.some(({ archived }) => archived);
  return (
    <>
      <PageHeader
        title={t('title')}
        middle={
          hasArchived && (
            <Switch
              label={t('showArchived')}
              checked={withArchived}
              onChange={({ target }) => setWithArchived(target.checked)}
            />
          )
        }
        action={categories.length > 0 && add}
      />
      {categories.length === 0 ? (
        <Card>
          <EmptyState icon={<Tags />} title={t('empty')} action={add} />
        </Card>
      ) : (
        <div className="grid items-start gap-6 lg:grid-cols-2">
          {(['EXPENSE', 'INCOME'] as const).map((kind) => (
            <Card key={kind} title={t(`kinds.${kind}`)} flush>
              <CategoryList
                categories={categories}
                kind={kind}
                withArchived={withArchived}
                onAsk={setQuestion}
              />
            </Card>
          ))}
        </div>
      )}
      <CategoryDialogs question={question} categories={categories} onClose={() => setQuestion(null)} />
    </>
  );
}

interface CategoryListProps {
  categories: readonly Category[];
  kind: Category['kind'];
  withArchived: boolean;
  onAsk: (question: CategoryQuestion) => void;
}

function CategoryList({ categories, kind, withArchived, onAsk }: CategoryListProps) {
  const t = useTranslations('categories');
  const tree = categoryTree(categories, kind, withArchived);
  const hasChildren = (id: string) => categories.some(({ parent }) => parent?.id === id);
  if (tree.length === 0) return <p className="px-4 pb-4 text-muted sm:px-6 sm:pb-6">{t('emptyKind')}</p>;
  return (
    <ul className="pb-3">
      {tree.map((node) => (
        <li key={node.id}>
          <CategoryRow category={node} hasChildren={hasChildren(node.id)} onAsk={onAsk} />
          {node.children.length > 0 && (
            <ul aria-label={node.name}>
              {node.children.map((child) => (
                <li key={child.id}>
                  <CategoryRow category={child} hasChildren={false} onAsk={onAsk} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

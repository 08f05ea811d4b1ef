'use client';

import { useTranslations } from 'next-intl';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { DeletionSection } from './deletion-section';
import { AskPersonDeletion_Mutation, CancelPersonDeletion_Mutation } from './queries';

interface PersonDeletionProps {
  viewer: { email: string; deletionAt: string | null };
  timeZone: string;
}

/** The end of a person's own account. */
export function PersonDeletion({ viewer: { email, deletionAt }, timeZone }: PersonDeletionProps) {
  const t = useTranslations('data');
  return (
    <DeletionSection
      texts={{
        title: t('person.title'),
        detail: t('person.detail'),
        ask: t('person.ask'),
        question: t('person.question', { email }),
        consequence: t('person.consequence'),
        asked: t('person.asked'),
        cancelled: t('person.cancelled'),
        refused: t('person.refused'),
      }}
      deletionAt={deletionAt}
      timeZone={timeZone}
      ask={async () => errorsOf((await request(AskPersonDeletion_Mutation, {})).askPersonDeletion)}
      cancel={async () => errorsOf((await request(CancelPersonDeletion_Mutation, {})).cancelPersonDeletion)}
    />
  );
}

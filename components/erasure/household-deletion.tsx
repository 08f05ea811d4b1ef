'use client';

import { useTranslations } from 'next-intl';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { DeletionSection } from './deletion-section';
import { AskHouseholdDeletion_Mutation, CancelHouseholdDeletion_Mutation } from './queries';

interface HouseholdDeletionProps {
  household: { name: string; deletionAt: string | null; timeZone: string };
}

/** For owners: the end of a household. */
export function HouseholdDeletion({ household: { name, deletionAt, timeZone } }: HouseholdDeletionProps) {
  const t = useTranslations('data');
  return (
    <DeletionSection
      texts={{
        title: t('household.title'),
        detail: t('household.detail'),
        ask: t('household.ask'),
        question: t('household.question', { household: name }),
        consequence: t('household.consequence'),
        asked: t('household.asked', { household: name }),
        cancelled: t('household.cancelled', { household: name }),
        refused: t('tooLate'),
      }}
      deletionAt={deletionAt}
      timeZone={timeZone}
      ask={async () => errorsOf((await request(AskHouseholdDeletion_Mutation, {})).askHouseholdDeletion)}
      cancel={async () =>
        errorsOf((await request(CancelHouseholdDeletion_Mutation, {})).cancelHouseholdDeletion)
      }
    />
  );
}

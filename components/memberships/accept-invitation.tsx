'use client';

import { useTranslations } from 'next-intl';
import { request } from '@/components/api/request';
import { errorsOf, inputErrorText } from '@/components/api/input-error';
import { useSaving } from '@/components/settings/use-saving';
import { Button } from '@/components/ui/button';
import { AcceptInvitation_Mutation } from './queries';
import { forgetInvitation } from './use-invitation-token';

export function AcceptInvitation({ token, household }: { token: string; household: string }) {
  const t = useTranslations('people');
  const tErrors = useTranslations('errors');
  const { save, pending, errorAt } = useSaving();
  const error = errorAt('token');
  const accept = async () => {
    if (
      await save(
        async () => errorsOf((await request(AcceptInvitation_Mutation, { token })).acceptInvitation),
        t('joined', { household }),
      )
    ) {
      forgetInvitation();
      location.assign('/');
    }
  };
  return (
    <>
      {error && (
        <p role="alert" className="mb-4 text-wrong">
          {inputErrorText(tErrors, error)}
        </p>
      )}
      <Button variant="primary" size="lg" className="w-full" pending={pending} onClick={() => void accept()}>
        {t('accept')}
      </Button>
    </>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { RequestPasswordReset_Mutation } from '../queries';
import { useSaving } from '@/components/settings/use-saving';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';

/**
 * For somebody who signs in elsewhere or with a passkey: a password comes the same way as a forgotten one.
 */
export function NoPassword({ email }: { email: string }) {
  const t = useTranslations('security');
  const { save, pending } = useSaving();
  return (
    <Card title={t('password')}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-64 text-muted">{t('noPassword')}</p>
        <Button
          size="sm"
          pending={pending}
          onClick={() =>
            void save(
              async () =>
                errorsOf((await request(RequestPasswordReset_Mutation, { email })).requestPasswordReset),
              t('passwordMailed', { email }),
            )
          }
        >
          {t('setPassword')}
        </Button>
      </div>
    </Card>
  );
}

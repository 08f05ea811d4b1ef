'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { useSaving } from '@/components/settings/use-saving';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Dialog } from '@/components/ui/dialog';
import { LeaveHousehold_Mutation } from './queries';

/** The way out for everybody but the last owner. */
export function LeaveSection({ household }: { household: string }) {
  const t = useTranslations('people');
  const { save, pending } = useSaving();
  const [open, setOpen] = useState(false);
  const leave = async () => {
    // Everything on every page belongs to another household afterwards.
    if (
      await save(
        async () => errorsOf((await request(LeaveHousehold_Mutation, {})).leaveHousehold),
        t('left', { household }),
      )
    )
      location.assign('/');
  };
  return (
    <Card title={t('leave')}>
      <p className="mb-4 text-muted">{t('leaveDetail')}</p>
      <Button onClick={() => setOpen(true)}>{t('leaveNamed', { household })}</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('leaveTitle', { household })}
        description={t('leaveConsequence')}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
            <Button variant="danger" pending={pending} onClick={() => void leave()}>
              {t('leave')}
            </Button>
          </>
        }
      />
    </Card>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { looksLikeEmail } from '../use-auth-form';
import { useConfirming } from '@/components/settings/confirming';
import { useSaving } from '@/components/settings/use-saving';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { ChangeEmail_Mutation, SendVerification_Mutation, type Viewer } from './queries';

/**
 * The address: whether it is confirmed, and how to change it. A new one counts once the link that went there
 * is opened.
 */
export function EmailSection({ viewer: { email, emailVerified } }: { viewer: Viewer }) {
  const t = useTranslations('security');
  const tAuth = useTranslations('auth');
  const confirming = useConfirming();
  const verification = useSaving();
  const change = useSaving();
  const [next, setNext] = useState('');
  const [wrong, setWrong] = useState<string>();

  const submit = async () => {
    const address = next.trim();
    setWrong(looksLikeEmail(address) ? undefined : tAuth('emailInvalid'));
    if (!looksLikeEmail(address)) return;
    const begun = await change.save(
      () =>
        confirming(async () =>
          errorsOf((await request(ChangeEmail_Mutation, { email: address })).changeEmail),
        ),
      t('emailMailed', { email: address }),
    );
    if (begun) setNext('');
  };
  const refusal = change.errorAt('email');

  return (
    <Card
      title={t('email')}
      aside={
        <Badge tone={emailVerified ? 'income' : 'attention'}>
          {t(emailVerified ? 'emailVerified' : 'emailUnverified')}
        </Badge>
      }
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 break-words">{email}</p>
        {!emailVerified && (
          <Button
            size="sm"
            pending={verification.pending}
            onClick={() =>
              void verification.save(
                async () => errorsOf((await request(SendVerification_Mutation, {})).sendVerification),
                t('verificationSent', { email }),
              )
            }
          >
            {t('sendVerification')}
          </Button>
        )}
      </div>
      <form
        noValidate
        className="mt-5 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!change.pending) void submit();
        }}
      >
        <Field
          label={t('newEmail')}
          hint={t('newEmailHint')}
          error={wrong ?? (refusal && (refusal.code === 'CONFLICT' ? t('emailSame') : tAuth('emailInvalid')))}
          required
        >
          <Input
            type="email"
            inputMode="email"
            autoComplete="email"
            autoCapitalize="off"
            spellCheck={false}
            value={next}
            onChange={({ target }) => setNext(target.value)}
            className="max-w-sm"
          />
        </Field>
        <Button type="submit" pending={change.pending} className="justify-self-start">
          {t('changeEmail')}
        </Button>
      </form>
    </Card>
  );
}

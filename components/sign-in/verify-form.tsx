'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { FormError } from './form-error';
import { VerifyEmail_Mutation } from './queries';
import { useAuthForm } from './use-auth-form';
import { useLinkSecret } from './use-link-secret';

/**
 * Confirms an address with a mailed link. It takes a press of a button, because programs that look through
 * mail open links by themselves.
 */
export function VerifyForm() {
  const t = useTranslations('auth');
  const token = useLinkSecret();
  const [outcome, setOutcome] = useState<{ email: string } | 'expired' | 'taken'>();
  const { errors, pending, formProps } = useAuthForm([], async () => {
    const { verifyEmail } = await request(VerifyEmail_Mutation, { token: token ?? '' });
    setOutcome(
      verifyEmail.email
        ? { email: verifyEmail.email }
        : errorsOf(verifyEmail)[0]?.code === 'CONFLICT'
          ? 'taken'
          : 'expired',
    );
    return {};
  });
  if (outcome === undefined && token !== '') {
    return (
      <form {...formProps} className="grid gap-5">
        <p className="text-muted">{t('verifyLead')}</p>
        <FormError>{errors.form}</FormError>
        <Button type="submit" variant="primary" size="lg" pending={pending} className="w-full">
          {t('verifySubmit')}
        </Button>
      </form>
    );
  }
  const isDone = typeof outcome === 'object';
  return (
    <div className="grid justify-items-start gap-5">
      <p role={isDone ? 'status' : 'alert'}>
        {isDone ? t('verifyDone', outcome) : t(outcome === 'taken' ? 'verifyTaken' : 'verifyExpired')}
      </p>
      <LinkButton href={isDone ? '/' : '/settings/security'} variant="primary" size="lg">
        {t(isDone ? 'toSaldo' : 'toSecurity')}
      </LinkButton>
    </div>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { useSaving } from '@/components/settings/use-saving';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { InviteMember_Mutation, roles, type Role } from './queries';

/** Invites the person of one address. What a role may do stands below the choice. */
export function InviteForm() {
  const t = useTranslations('people');
  const { save, pending, errorAt, textAt } = useSaving();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('MEMBER');
  const error = errorAt('email');
  const sentence =
    error?.code === 'CONFLICT'
      ? t('alreadyMember')
      : error?.code === 'NOT_ALLOWED'
        ? t('tooManyInvitations')
        : error
          ? t('emailInvalid')
          : textAt('role');

  const submit = async () => {
    const sent = await save(
      async () => errorsOf((await request(InviteMember_Mutation, { input: { email, role } })).inviteMember),
      t('invited', { email }),
    );
    if (sent) setEmail('');
  };
  return (
    <form
      noValidate
      className="grid gap-4 sm:grid-cols-[1fr_10rem]"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field label={t('email')} error={sentence} required>
        <Input
          type="email"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={email}
          onChange={({ target }) => setEmail(target.value)}
        />
      </Field>
      <Field label={t('role')}>
        <Select
          value={role}
          onChange={({ target }) => setRole(roles.find((known) => known === target.value) ?? 'MEMBER')}
        >
          {roles.map((value) => (
            <option key={value} value={value}>
              {t(`roles.${value}`)}
            </option>
          ))}
        </Select>
      </Field>
      <p className="text-12 text-muted sm:col-span-2">{t(`roleDetails.${role}`)}</p>
      <div className="sm:col-span-2">
        <Button type="submit" variant="primary" pending={pending}>
          {t('sendInvitation')}
        </Button>
      </div>
    </form>
  );
}

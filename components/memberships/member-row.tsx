'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { useSaving } from '@/components/settings/use-saving';
import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Select } from '@/components/ui/select';
import {
  HandOverOwnership_Mutation,
  RemoveMember_Mutation,
  roles,
  SetRole_Mutation,
  type Member,
  type Role,
} from './queries';

interface MemberRowProps {
  member: Member;
  /** Whether the viewer is an owner, who may change others. */
  isManaged: boolean;
  isLastOwner: boolean;
}

export function MemberRow({
  member: { userId, email, name, role, isViewer },
  isManaged,
  isLastOwner,
}: MemberRowProps) {
  const t = useTranslations('people');
  const { save, pending } = useSaving();
  const [removing, setRemoving] = useState(false);
  const called = name ?? email;
  const change = (next: Role) =>
    save(
      async () => errorsOf((await request(SetRole_Mutation, { userId, role: next })).setRole),
      t('roleChanged', { person: called, role: t(`roles.${next}`) }),
    );
  const handOver = () =>
    save(
      async () => errorsOf((await request(HandOverOwnership_Mutation, { userId })).handOverOwnership),
      t('handedOver', { person: called }),
    );
  const remove = async () => {
    if (
      await save(
        async () => errorsOf((await request(RemoveMember_Mutation, { userId })).removeMember),
        t('removed', { person: called }),
      )
    )
      setRemoving(false);
  };
  return (
    <li className="flex min-h-16 flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-4 py-2.5 sm:px-6">
      <Avatar name={called} />
      <div className="min-w-0 flex-1 basis-40">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium">{called}</span>
          {isViewer && <Badge tone="accent">{t('you')}</Badge>}
        </p>
        {name && <p className="truncate text-12 text-muted">{email}</p>}
      </div>
      {isManaged && !isLastOwner ? (
        <Select
          className="w-36"
          aria-label={t('roleOf', { person: called })}
          value={role}
          disabled={pending}
          onChange={({ target }) => void change(roles.find((known) => known === target.value) ?? role)}
        >
          {roles.map((value) => (
            <option key={value} value={value}>
              {t(`roles.${value}`)}
            </option>
          ))}
        </Select>
      ) : (
        <span className="text-muted" title={isLastOwner ? t('lastOwner') : undefined}>
          {t(`roles.${role}`)}
        </span>
      )}
      {isManaged && !isViewer && (
        <span className="flex gap-1">
          {role !== 'OWNER' && (
            <Button
              size="sm"
              variant="ghost"
              pending={pending}
              aria-label={t('handOverTo', { person: called })}
              onClick={() => void handOver()}
            >
              {t('handOver')}
            </Button>
          )}
          <Button
            size="sm"
            variant="ghost"
            aria-label={t('removePerson', { person: called })}
            onClick={() => setRemoving(true)}
          >
            {t('remove')}
          </Button>
        </span>
      )}
      <Dialog
        open={removing}
        onOpenChange={setRemoving}
        title={t('removeTitle', { person: called })}
        description={t('removeDetail')}
        footer={
          <>
            <Button onClick={() => setRemoving(false)}>{t('cancel')}</Button>
            <Button variant="danger" pending={pending} onClick={() => void remove()}>
              {t('remove')}
            </Button>
          </>
        }
      />
    </li>
  );
}

'use client';

import { Mail } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { formatInstant } from '@/components/files/format-instant';
import { useSaving } from '@/components/settings/use-saving';
import { Button } from '@/components/ui/button';
import { RevokeInvitation_Mutation, type Invitation } from './queries';

export function InvitationRow({
  invitation: { id, email, role, expiresAt },
  timeZone,
}: {
  invitation: Invitation;
  timeZone: string;
}) {
  const t = useTranslations('people');
  const locale = useLocale();
  const { save, pending } = useSaving();
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2 sm:px-6">
      <Mail aria-hidden className="size-4.5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate font-medium">{email}</p>
        <p className="text-12 text-muted">
          {t(`roles.${role}`)} · {t('validUntil', { when: formatInstant(expiresAt, locale, timeZone) })}
        </p>
      </div>
      <Button
        size="sm"
        variant="ghost"
        pending={pending}
        aria-label={t('revokeFor', { email })}
        onClick={() =>
          void save(
            async () => errorsOf((await request(RevokeInvitation_Mutation, { id })).revokeInvitation),
            t('revoked', { email }),
          )
        }
      >
        {t('revoke')}
      </Button>
    </li>
  );
}

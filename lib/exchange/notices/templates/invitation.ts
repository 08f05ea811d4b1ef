import type { FactsOf } from './facts';
import type { Letter, Reader } from './letter';
import type { Words } from './words';

export function invitation(
  { to, token, household, invitedBy, role, endsOn }: FactsOf<'INVITATION'>,
  { t, date }: Words,
  reader: Reader,
): Letter {
  return {
    subject: t('invitation.subject', { person: invitedBy, household }),
    title: t('invitation.title', { household }),
    paragraphs: [
      t('invitation.what', { person: invitedBy, household }),
      t(`invitation.roles.${role}`),
      t('invitation.until', { email: to, date: date(endsOn) }),
    ],
    tables: [],
    action: { label: t('invitation.action'), href: new URL(`/invitation#${token}`, reader.address).href },
    reason: t('invitation.reason', { person: invitedBy }),
  };
}

import type { FactsOf } from './facts';
import type { Letter, Reader } from './letter';
import type { Words } from './words';

export function householdDeletionAsked(
  { household, by, on }: FactsOf<'HOUSEHOLD_DELETION_ASKED'>,
  { t, date }: Words,
  { address }: Reader,
): Letter {
  return {
    subject: t('householdDeletion.subject', { household }),
    title: t('householdDeletion.subject', { household }),
    paragraphs: [
      t('householdDeletion.what', { person: by, household, date: date(on) }),
      t('householdDeletion.until'),
    ],
    tables: [],
    action: { label: t('householdDeletion.action'), href: `${address}/settings/data` },
    reason: t('householdDeletion.reason', { household }),
  };
}

export function householdErased(
  { household }: FactsOf<'HOUSEHOLD_ERASED'>,
  { t }: Words,
  { address }: Reader,
): Letter {
  return {
    subject: t('householdErased.subject', { household }),
    title: t('householdErased.subject', { household }),
    paragraphs: [t('householdErased.what', { household }), t('householdErased.next')],
    tables: [],
    action: { label: t('householdErased.action'), href: address },
    reason: t('householdDeletion.reason', { household }),
  };
}

export function personDeletionAsked(
  { on }: FactsOf<'PERSON_DELETION_ASKED'>,
  { t, date }: Words,
  { email, address }: Reader,
): Letter {
  return {
    subject: t('personDeletion.subject'),
    title: t('personDeletion.subject'),
    paragraphs: [t('personDeletion.what', { email, date: date(on) }), t('personDeletion.until')],
    tables: [],
    action: { label: t('personDeletion.action'), href: `${address}/settings/data` },
    reason: t('identityReason'),
  };
}

export function personErased({ t }: Words, { email, address }: Reader): Letter {
  return {
    subject: t('personErased.subject'),
    title: t('personErased.subject'),
    paragraphs: [t('personErased.what', { email }), t('personErased.next')],
    tables: [],
    action: { label: t('personErased.action'), href: address },
    reason: t('personErased.reason'),
  };
}

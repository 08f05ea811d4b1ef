import type { HouseholdId } from '@/lib/platform/scope';
import type { ProviderId } from '@/lib/intake/banks/provider';
import { addMonths, endOfMonth, type LocalDate, todayIn } from '@/lib/core/dates/local-date';
import { db } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import { findPersonDeletion } from '@/lib/people/users/data';
import { type Reference, readReference, referenceFor } from '@/lib/ledger/reference/data';
import type { SealedImport } from '@/lib/intake/files/record';
import { overview, type Overview } from '@/lib/insight/overview/data';
import { RATES_VERSION } from '@/lib/core/rates/data';
import { householdVault } from '@/lib/platform/vault/household-vault';
import { daysUntil } from '../notices/due';
import { personalFacts } from '../mutations';
import type { FactsOf, MailFacts, MonthlySummary } from '../templates/facts';
import type { MailAbout } from '@/lib/platform/mail/types';
import { largestExpenses } from './largest-expenses';

/**
 * What a mail has to tell as it is at `now`; null when there is nothing to tell any more: the connection was
 * removed or renewed, the import discarded, the summary switched off.
 */
export async function readFacts(
  householdId: HouseholdId,
  userId: string,
  about: MailAbout,
  now: Date,
): Promise<MailFacts | null> {
  const reference = referenceFor(await readReference(householdId), userId);
  switch (about.kind) {
    case 'INVITATION':
      return invitationFacts(reference, about);
    case 'WELCOME':
    case 'VERIFY_EMAIL':
    case 'EMAIL_CHANGE_BEGUN':
    case 'ADDRESS_KNOWN':
    case 'RESET_PASSWORD':
      return personalFacts(userId, about);
    case 'HOUSEHOLD_DELETION_ASKED':
      return householdDeletionFacts(reference, about.by);
    case 'HOUSEHOLD_ERASED':
      return about;
    case 'PERSON_DELETION_ASKED':
      return personDeletionFacts(reference, await findPersonDeletion(userId));
    case 'CONSENT_ENDS':
      return consentFacts(reference, about, now);
    case 'SYNC_FAILING':
      return failingFacts(reference, about);
    case 'IMPORT_DONE':
      return importFacts(reference, about.importId);
    case 'MONTHLY_SUMMARY':
      return (await wantsSummary(userId)) ? summaryFacts(reference, about.month, now) : null;
  }
}

async function invitationFacts(
  { household }: Reference,
  { invitationId, token }: Extract<MailAbout, { kind: 'INVITATION' }>,
): Promise<FactsOf<'INVITATION'> | null> {
  const row = await prisma().invitation.findFirst({
    where: { id: invitationId, householdId: household.id, expiresAt: { gt: new Date() } },
    select: { email: true, role: true, invitedBy: { select: { name: true, email: true } }, expiresAt: true },
  });
  return row?.invitedBy
    ? {
        kind: 'INVITATION',
        to: row.email,
        token,
        household: household.name,
        invitedBy: row.invitedBy.name ?? row.invitedBy.email,
        role: row.role,
        endsOn: todayIn(household.timeZone, row.expiresAt),
      }
    : null;
}

/** Cancelled before anybody was told: there is nothing to tell. */
function householdDeletionFacts(
  { household }: Reference,
  by: string,
): FactsOf<'HOUSEHOLD_DELETION_ASKED'> | null {
  return (
    household.deletionAt && {
      kind: 'HOUSEHOLD_DELETION_ASKED',
      household: household.name,
      by,
      on: todayIn(household.timeZone, household.deletionAt),
    }
  );
}

function personDeletionFacts(
  { household }: Reference,
  at: Date | null,
): FactsOf<'PERSON_DELETION_ASKED'> | null {
  return at && { kind: 'PERSON_DELETION_ASKED', on: todayIn(household.timeZone, at) };
}

async function findConnection(householdId: HouseholdId, id: string) {
  const row = await prisma().bankConnection.findFirst({
    where: { id, householdId },
    select: { provider: true, state: true, failures: true, consentEndsAt: true, lastSuccessAt: true },
  });
  return row && { ...row, provider: row.provider as ProviderId };
}

async function consentFacts(
  { household }: Reference,
  about: Extract<MailAbout, { kind: 'CONSENT_ENDS' }>,
  now: Date,
): Promise<FactsOf<'CONSENT_ENDS'> | null> {
  const connection = await findConnection(household.id, about.connectionId);
  if (!connection?.consentEndsAt || connection.state === 'ENDED') return null;
  const endsOn = todayIn(household.timeZone, connection.consentEndsAt);
  const daysLeft = daysUntil(endsOn, todayIn(household.timeZone, now));
  // More days than when it was noticed: it has been renewed since. None: another mail says so.
  if (daysLeft > about.daysLeft || connection.consentEndsAt <= now) return null;
  return { kind: 'CONSENT_ENDS', provider: connection.provider, daysLeft, endsOn };
}

async function failingFacts(
  { household }: Reference,
  about: Extract<MailAbout, { kind: 'SYNC_FAILING' }>,
): Promise<FactsOf<'SYNC_FAILING'> | null> {
  const connection = await findConnection(household.id, about.connectionId);
  if (!connection || (about.ended ? connection.state !== 'ENDED' : connection.failures === 0)) return null;
  const lastSuccessOn = connection.lastSuccessAt && todayIn(household.timeZone, connection.lastSuccessAt);
  return { kind: 'SYNC_FAILING', provider: connection.provider, ended: about.ended, lastSuccessOn };
}

async function importFacts(
  { household }: Reference,
  importId: string,
): Promise<FactsOf<'IMPORT_DONE'> | null> {
  const row = await prisma().import.findFirst({
    where: { id: importId, householdId: household.id, status: 'DONE' },
    select: { sealed: true, rowsAdded: true, rowsKnown: true, rowsSkipped: true },
  });
  if (!row) return null;
  const { fileName, waiting = 0 } = (await householdVault(household.id)).open<SealedImport>(
    'import',
    importId,
    Buffer.from(row.sealed),
  );
  return {
    kind: 'IMPORT_DONE',
    importId,
    fileName,
    added: row.rowsAdded,
    known: row.rowsKnown,
    waiting,
    skipped: row.rowsSkipped,
  };
}

async function wantsSummary(userId: string): Promise<boolean> {
  return (await prisma().user.count({ where: { id: userId, monthlySummary: true } })) === 1;
}

async function summaryFacts(
  reference: Reference,
  month: LocalDate,
  now: Date,
): Promise<MonthlySummary | null> {
  const { household, accounts } = reference;
  if (accounts.size === 0) return null;
  const { rows } = await db().query<{ version: string }>(`SELECT ${RATES_VERSION} AS version`);
  const today = todayIn(household.timeZone, now);
  const overviewOf = (first: LocalDate): Promise<Overview> =>
    overview(household.id, reference, { from: first, to: endOfMonth(first) }, today, {
      ledgerVersion: null,
      ratesVersion: rows[0]?.version ?? '0',
    });
  const [that, before] = [await overviewOf(month), await overviewOf(addMonths(month, -1))];
  return {
    kind: 'MONTHLY_SUMMARY',
    household: household.name,
    month,
    monthEnd: endOfMonth(month),
    currency: that.currency,
    incomeMinor: that.incomeMinor,
    expensesMinor: that.expensesMinor,
    netWorthMinor: that.netWorthMinor,
    categories: largestExpenses(that.byCategory, before.byCategory),
    leftOut: that.leftOut,
  };
}

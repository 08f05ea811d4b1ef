import { v7 as uuidv7 } from 'uuid';
import type { HouseholdId } from '@/lib/platform/scope';
import type { LocalDate } from '@/lib/core/dates/local-date';
import { inTransaction } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import { parseInput } from '@/lib/platform/errors/parse-input';
import { type Ledger, lockLedger } from '@/lib/ledger/cells/mutations';
import type { Edit } from '@/lib/ledger/door/booking';
import { book } from '@/lib/ledger/door/door';
import { findTransferLink, findTransfersOf } from '@/lib/ledger/links/data';
import type { TransferLink } from '@/lib/ledger/links/types';
import { parseAmount } from '@/lib/core/money/amount-field';
import { findTransactions } from '@/lib/ledger/rows/data';
import { lockedTransactions, openAccount } from '@/lib/ledger/transactions/mutations';
import { draftTransaction, kindOf, type Transaction } from '@/lib/ledger/rows/types';
import { addTransferSchema } from './schema';
import type { Transfer } from './types';

/**
 * Moves money between two accounts of the household as a pair of linked transactions.
 *
 * `amount` is positive, in the currency of the account it leaves; `receivedAmount`, in the other account's
 * currency, may be left out when the currencies are the same or a rate of the day is known. Throws
 * DomainError: NOT_FOUND for an account of somebody else, NOT_ALLOWED for a closed one, INVALID for the same
 * account twice, OUT_OF_RANGE for an amount that is not positive, REQUIRED for a received amount that no rate
 * can tell.
 */
export async function addTransfer(householdId: HouseholdId, rawInput: unknown): Promise<Transfer> {
  return (await recordTransfer(householdId, null, rawInput)).transfer;
}

/** The same for a person, with the change that undoes it. */
export async function recordTransfer(
  householdId: HouseholdId,
  userId: string | null,
  rawInput: unknown,
): Promise<{ transfer: Transfer; changeId: string }> {
  const input = parseInput(addTransferSchema, rawInput);
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const from = openAccount(ledger, input.fromAccountId, input.date, 'fromAccountId');
    const to = openAccount(ledger, input.toAccountId, input.date, 'toAccountId');
    if (from.id === to.id)
      throw domainError(
        'INVALID',
        'Choose two different accounts: a transfer moves money from one to the other.',
        'input',
        'toAccountId',
      );
    const sent = positive(parseAmount(input.amount, from.currency, 'input', 'amount'), 'amount');
    const received = receivedAmount(ledger, input, { sent, from: from.currency, to: to.currency });
    const shared = {
      date: input.date,
      kind: 'TRANSFER',
      status: input.status,
      description: input.description ?? null,
      notes: input.notes ?? null,
    } as const;
    const transfer: Transfer = {
      id: uuidv7(),
      out: draftTransaction({ ...shared, account: from, amountMinor: -sent }),
      in: draftTransaction({ ...shared, account: to, amountMinor: received }),
    };
    const { changeId } = await book(ledger, {
      added: [transfer.out, transfer.in],
      linked: [linkOf(transfer)],
      cause: { by: 'PERSON', userId },
    });
    return { transfer, changeId };
  });
}

function linkOf({ id, out, in: into }: Transfer): TransferLink {
  return { id, outId: out.id, inId: into.id };
}

function positive(amountMinor: bigint, field: string): bigint {
  if (amountMinor <= 0n)
    throw domainError(
      'OUT_OF_RANGE',
      'The amount of a transfer is more than zero: choose the accounts for its direction.',
      'input',
      field,
    );
  return amountMinor;
}

function receivedAmount(
  ledger: Ledger,
  input: { receivedAmount?: string | null; date: LocalDate },
  { sent, from, to }: { sent: bigint; from: string; to: string },
): bigint {
  const given = input.receivedAmount
    ? positive(parseAmount(input.receivedAmount, to, 'input', 'receivedAmount'), 'receivedAmount')
    : null;
  if (from === to) {
    if (given !== null && given !== sent)
      throw domainError(
        'INVALID',
        'In one currency as much arrives as was sent: record a fee as an expense of its own.',
        'input',
        'receivedAmount',
      );
    return sent;
  }
  const converted = given ?? ledger.converter.between(sent, from, to, input.date);
  if (converted === null)
    throw domainError(
      'REQUIRED',
      `Say how much arrived in ${to}: no exchange rate of that day is known.`,
      'input',
      'receivedAmount',
    );
  return positive(converted, 'receivedAmount');
}

async function sidesOf(ledger: Ledger, link: TransferLink): Promise<Transfer | null> {
  const sides = await findTransactions(
    ledger.householdId,
    ledger.reference,
    [link.outId, link.inId],
    ledger.tx,
  );
  const [out, into] = [sides.find(({ id }) => id === link.outId), sides.find(({ id }) => id === link.inId)];
  return out && into ? { id: link.id, out, in: into } : null;
}

/**
 * Makes two transactions the sides of one transfer. The change can be undone. Throws NOT_ALLOWED where they
 * cannot be one.
 */
export async function linkTransfer(
  householdId: HouseholdId,
  userId: string | null,
  ids: readonly string[],
): Promise<{ transfer: Transfer; changeId: string }> {
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const [a, b] = await lockedTransactions(ledger, ids, ['ids']);
    if (!a || !b || ids.length !== 2)
      throw domainError('INVALID', 'A transfer has two sides: choose two transactions.', 'ids');
    return link(ledger, userId, a.amountMinor < 0n ? { out: a, in: b } : { out: b, in: a }, 'P');
  });
}

/** Links two transactions of a locked ledger; `by` says whether a person (P) or the rule (R) did. */
export async function link(
  ledger: Ledger,
  userId: string | null,
  sides: { out: Transaction; in: Transaction },
  by: 'P' | 'R',
): Promise<{ transfer: Transfer; changeId: string }> {
  const { out, in: into } = sides;
  if (out.account.id === into.account.id)
    throw domainError('NOT_ALLOWED', 'Both are in one account: a transfer moves money between two.', 'ids');
  if (out.amountMinor >= 0n || into.amountMinor <= 0n)
    throw domainError(
      'NOT_ALLOWED',
      'A transfer has one side out and one side in: choose an expense and an income.',
      'ids',
    );
  if (out.account.currency === into.account.currency && out.amountMinor !== -into.amountMinor)
    throw domainError(
      'NOT_ALLOWED',
      'The two amounts differ: split the fee off first, a transfer moves one amount.',
      'ids',
    );
  if ((await findTransfersOf(ledger.householdId, ledger.reference, [out.id, into.id], ledger.tx)).size > 0)
    throw domainError(
      'CONFLICT',
      'One of them is a side of a transfer already: unlink that one first.',
      'ids',
    );
  const id = uuidv7();
  const { changed, changeId } = await book(ledger, {
    changed: [out, into].map((side): Edit => [side, withKind(side, 'TRANSFER', by)]),
    linked: [{ id, outId: out.id, inId: into.id }],
    cause: { by: by === 'P' ? 'PERSON' : 'RULE', userId },
  });
  const [newOut = out, newIn = into] = changed.map(([, after]) => after);
  return { transfer: { id, out: newOut, in: newIn }, changeId };
}

function withKind(side: Transaction, kind: Transaction['kind'], by: 'P' | 'R'): Transaction {
  return { ...side, kind, marks: { ...side.marks, kind: by } };
}

/**
 * Says that a transfer is none: its sides become an expense and an income, and the pair is never offered
 * again.
 */
export async function unlinkTransfer(
  householdId: HouseholdId,
  userId: string | null,
  id: string,
): Promise<{ transactions: Transaction[]; changeId: string }> {
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const found = await findTransferLink(householdId, id, tx);
    const transfer = found && (await sidesOf(ledger, found));
    if (!transfer) throw domainError('NOT_FOUND', 'There is no such transfer.', 'id');
    const { out, in: into } = transfer;
    const { changed, changeId } = await book(ledger, {
      changed: [out, into].map((side): Edit => [side, withKind(side, kindOf(side.amountMinor), 'P')]),
      refused: [[out.id, into.id]],
      cause: { by: 'PERSON', userId },
    });
    return { transactions: changed.map(([, after]) => after), changeId };
  });
}

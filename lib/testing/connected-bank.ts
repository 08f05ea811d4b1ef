import type { WrittenMovement } from '@/lib/intake/banks/mock/server';
import { findBalanceProof } from '@/lib/intake/banks/proof/data';
import { readReference } from '@/lib/ledger/reference/data';
import { commitImport, startImport } from '@/lib/intake/files/mutations';
import { runImport } from '@/lib/intake/files/run/mutations';
import { CONNECTED_ON, createWorld, type World } from './bank-world';

export const NUMBER = 'CZ6508000000192000145399';
export const OTHER = 'CZ9755000000000012345671';

export function movement(
  key: string,
  date: string,
  amountMinor: bigint,
  payee: string,
  bookedOn = date,
): WrittenMovement {
  return { key, date, bookedOn, amountMinor, payee, text: 'Card payment' };
}

/** Three booked ones, and one that is pending on the day of the connection. */
export const PURCHASES = [
  movement('a', '2026-03-02', -12_000n, 'Albert'),
  movement('b', '2026-03-04', -5_500n, 'Kavárna'),
  movement('c', '2026-03-09', 2_500_000n, 'Zaměstnavatel'),
  movement('d', CONNECTED_ON, -8_900n, 'Lidl', '2026-03-13'),
];

/** A bank that is connected and fetched once, into a new account or into the one that `existing` makes. */
export async function connected(
  movements: WrittenMovement[] = PURCHASES,
  existing?: (world: World) => Promise<string>,
) {
  const world = await createWorld([
    {
      number: NUMBER,
      name: 'Everyday',
      currency: 'CZK',
      type: 'CHECKING',
      openingMinor: 1_000_000n,
      movements,
    },
  ]);
  const accountId = await existing?.(world);
  const connectionId = await world.link(null);
  await world.follow(connectionId, () => (accountId ? { accountId } : { newAccount: true }));
  const named = async (payee: string) => {
    const found = (await world.transactions()).filter((transaction) => transaction.payee === payee);
    if (!found[0]) throw new Error(`There is no transaction ${payee}.`);
    return found[0];
  };
  const proof = async () => {
    const reference = await readReference(world.householdId);
    const account = [...reference.accounts.values()][0];
    return account ? findBalanceProof(world.householdId, reference, account) : null;
  };
  return { ...world, connectionId, named, proof };
}

/** Brings a file into an account, to its end. */
export async function bring(
  householdId: Parameters<typeof startImport>[0],
  userId: string,
  text: string,
  accountId: string,
): Promise<string> {
  const id = await startImport(
    householdId,
    userId,
    { name: 'statement', bytes: Buffer.from(text) },
    accountId,
  );
  await commitImport(householdId, id);
  await runImport(householdId, id);
  return id;
}

/** The first two of PURCHASES, as a file has them. */
export const CSV = 'Date;Amount;Payee\n2026-03-02;-120.00;Albert\n2026-03-04;-55.00;Kavárna\n';

/** Minor units with their currency; formatted as an exact decimal only when it leaves. */
export type MoneyMapper = { amountMinor: bigint; currency: string };

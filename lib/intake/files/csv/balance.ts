type Amounts = readonly (bigint | null)[];

/**
 * How well a column of running balances agrees with a column of amounts: the share of balances that follow
 * from the one before plus the amounts between, 0 when fewer than two could be compared.
 *
 * Files run forwards or backwards, so both directions are tried. `groups` separates the accounts or
 * currencies that share a file. A balance may be stated on some rows only, such as the last of each day.
 */
export function balanceAgreement(amounts: Amounts, balances: Amounts, groups: readonly string[]): number {
  const forwards = agreement(amounts, balances, groups);
  const backwards = agreement([...amounts].reverse(), [...balances].reverse(), [...groups].reverse());
  return Math.max(forwards, backwards);
}

function agreement(amounts: Amounts, balances: Amounts, groups: readonly string[]): number {
  const running = new Map<string, { balance: bigint | null; since: bigint }>();
  let compared = 0;
  let agreed = 0;
  amounts.forEach((amount, index) => {
    const group = groups[index] ?? '';
    const state = running.get(group) ?? { balance: null, since: 0n };
    state.since += amount ?? 0n;
    const balance = balances[index] ?? null;
    if (balance !== null) {
      // Two rows of amount nothing agree with any column that stays the same, so they prove nothing.
      if (state.balance !== null && !(state.since === 0n && balance === state.balance)) {
        compared++;
        if (balance - state.balance === state.since) agreed++;
      }
      state.balance = balance;
      state.since = 0n;
    }
    running.set(group, state);
  });
  return compared < 2 ? 0 : agreed / compared;
}

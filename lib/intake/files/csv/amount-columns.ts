import { balanceAgreement } from './balance';
import { plainHeading, scaledAmounts, signOf, withRole, type Column } from './columns';
import type { CsvAmountMapping, CsvQuestion, DecimalMark } from './mapping';
import { directionOfWords, plainMark, readMarks, type Marks } from './words';
import { plainText } from '@/lib/core/plain-text';
import type { HeadingRole } from './vocabulary';

type Hypothesis = {
  amount: CsvAmountMapping;
  columns: Column[];
  score: number;
  amounts: (bigint | null)[];
  questions: CsvQuestion[];
};

export type AmountChoice = {
  amount: CsvAmountMapping;
  columns: Column[];
  feeColumn: number | null;
  balanceColumn: number | null;
  questions: CsvQuestion[];
};

/** How much a heading speaks for (or against) a column being the amount of a row. */
const ROLE_WEIGHT: Partial<Record<HeadingRole, number>> = {
  amount: 3,
  in: 0.5,
  out: 0.5,
  otherAmount: -2,
  balance: -3,
  fee: -3,
};
const BALANCE_PROOF = 0.6;

/**
 * Finds the column or columns that hold the amount of a row, and what makes it money in or out.
 *
 * Every reading of the columns is a hypothesis: one signed column, one column with a mark beside it, one
 * column for money in and one for money out. Headings and values score each, and a running balance that
 * agrees with one of them outweighs both, since arithmetic does not depend on a language. Returns null when
 * no column can be an amount.
 */
export function chooseAmount(
  columns: readonly Column[],
  mark: DecimalMark,
  groups: readonly string[],
): AmountChoice | null {
  const money = columns.filter(isMoney);
  const hypotheses = [
    ...money.flatMap((column) => signedAndMarked(column, columns, mark)),
    ...inOut(columns, mark),
  ];
  let best: (AmountChoice & { score: number }) | null = null;
  for (const hypothesis of hypotheses) {
    const balances = columns.filter(
      (column) => isBalanceCandidate(column) && !hypothesis.columns.includes(column),
    );
    const choice = withProof(
      hypothesis,
      balances,
      withRole(columns, 'fee').filter(({ amounts }) => amounts > 0.9),
      mark,
      groups,
    );
    if (!best || choice.score > best.score) best = choice;
  }
  return best;
}

/** Whether the cells, and the heading if any, allow the column to be money. */
function isMoney(column: Column): boolean {
  // A heading that says amount forgives cells that some rows, shifted by a stray delimiter, have there
  // instead.
  if (column.fill === 0 || column.amounts < (column.role === 'amount' ? 0.6 : 0.9) || column.dates > 0.5)
    return false;
  if (column.role !== null) return ROLE_WEIGHT[column.role] !== undefined;
  return !column.looksLikeReference;
}

function isBalanceCandidate(column: Column): boolean {
  return (
    column.amounts > 0.9 &&
    column.fill > 0 &&
    column.dates < 0.5 &&
    (column.role === 'balance' || (column.role === null && !column.looksLikeReference))
  );
}

function signedAndMarked(column: Column, columns: readonly Column[], mark: DecimalMark): Hypothesis[] {
  const amounts = scaledAmounts(column, mark);
  const heading = plainHeading(column);
  const base =
    (column.role ? ROLE_WEIGHT[column.role]! * Math.max(0.4, column.headingScore) : 0) +
    (/\bnet\b|\bnett/.test(heading) ? 0.4 : /\bgross\b|\bbrut/.test(heading) ? -0.4 : 0) +
    (column.hasDecimals ? 1 : 0) +
    (column.hasNegatives ? 1 : 0) +
    column.fill -
    (column.distinct === 1 && column.cells.length >= 5 ? 1 : 0) -
    column.index / 1000;
  const hypotheses: Hypothesis[] = [];
  let marksAgree = false;
  for (const markColumn of columns) {
    const marks = markColumn === column ? null : marksOf(markColumn);
    if (!marks) continue;
    const votes = signVotes(column.cells, markColumn.cells, new Set(marks.out));
    if (column.hasNegatives && votes.against === 0 && votes.for > 0) marksAgree = true;
    const strength =
      (marks.in.length > 0 && marks.out.length > 0 ? 2 : markColumn.role === 'mark' ? 1.5 : 0.4) +
      (markColumn.role === 'mark' ? markColumn.headingScore : 0);
    if (column.hasNegatives && votes.for === 0 && votes.against > 0) {
      hypotheses.push({
        amount: { kind: 'signed', column: column.index, inverted: true },
        columns: [column],
        score: base + strength / 2,
        amounts: negated(amounts),
        questions: [],
      });
    } else if (
      !column.hasNegatives &&
      columns.some(
        (other) =>
          other !== column &&
          other.hasNegatives &&
          isMoney(other) &&
          explainsSigns(markColumn, marks.out, other),
      )
    ) {
      // The mark only repeats the signs of another amount, so it says nothing about this one.
      continue;
    } else if (
      !column.hasNegatives ||
      (votes.for > 0 && votes.against > 0 && marks.in.length > 0 && marks.out.length > 0)
    ) {
      const out = new Set(marks.out);
      hypotheses.push({
        amount: {
          kind: 'marked',
          column: column.index,
          markColumn: markColumn.index,
          outMarks: marks.outWords,
        },
        columns: [column],
        score: base + (column.hasNegatives ? strength - 2 : strength),
        amounts: amounts.map((amount, row) =>
          amount !== null && out.has(plainMark(markColumn.cells[row]!)) ? -amount : amount,
        ),
        questions: column.hasNegatives ? ['SIGN'] : [],
      });
    }
  }
  const words = marksAgree ? { for: 0, against: 0 } : wordVotes(column, columns);
  // Payments received that are negative give an inverted card away; purchases alone, all positive, must be
  // most of the file.
  const needed = column.hasNegatives && column.hasPositives ? 2 : Math.max(3, column.cells.length / 2);
  const inverted = words.against >= needed && words.against > 4 * words.for;
  const unproven = !column.hasNegatives && column.cells.length >= 5;
  hypotheses.push({
    amount: { kind: 'signed', column: column.index, inverted },
    columns: [column],
    score: base + (marksAgree ? 0.5 : 0),
    amounts: inverted ? negated(amounts) : amounts,
    questions: inverted || unproven ? ['SIGN'] : [],
  });
  return hypotheses;
}

function marksOf(column: Column): Marks | null {
  if (column.fill < 0.9 || column.dates > 0.5 || column.distinct > 12) return null;
  if (
    column.role !== null &&
    !['mark', 'type', 'in', 'out', 'description', 'status', 'ignored'].includes(column.role)
  )
    return null;
  return readMarks(
    new Set(column.cells.map(plainMark).filter((value) => value !== '')),
    column.role === 'mark',
  );
}

/** In how many rows the sign of the amount says the same as the mark, and in how many the opposite. */
function signVotes(
  cells: readonly string[],
  markCells: readonly string[],
  out: ReadonlySet<string>,
): { for: number; against: number } {
  const votes = { for: 0, against: 0 };
  cells.forEach((cell, row) => {
    const sign = signOf(cell);
    if (sign !== 0 && markCells[row] !== '')
      votes[sign < 0 === out.has(plainMark(markCells[row]!)) ? 'for' : 'against']++;
  });
  return votes;
}

function explainsSigns(markColumn: Column, out: readonly string[], column: Column): boolean {
  const votes = signVotes(column.cells, markColumn.cells, new Set(out));
  return votes.for > 0 && votes.against === 0;
}

function wordVotes(column: Column, columns: readonly Column[]): { for: number; against: number } {
  const votes = { for: 0, against: 0 };
  const texts = columns.filter(
    ({ role, texts: letters, dates }) =>
      letters > 0.5 &&
      dates < 0.5 &&
      (role === null || role === 'description' || role === 'payee' || role === 'type'),
  );
  column.cells.forEach((cell, row) => {
    const sign = signOf(cell);
    const direction = directionOfWords(plainText(texts.map(({ cells }) => cells[row]).join(' ')));
    if (sign !== 0 && direction !== 0) votes[sign === direction ? 'for' : 'against']++;
  });
  return votes;
}

function inOut(columns: readonly Column[], mark: DecimalMark): Hypothesis[] {
  const readable = (column: Column) => column.fill === 0 || (column.amounts > 0.9 && column.dates < 0.5);
  const ins = withRole(columns, 'in').filter(readable);
  const outs = withRole(columns, 'out').filter(readable);
  const pairs = ins.flatMap((in_) => outs.map((out) => [in_, out] as const));
  const named = pairs.map(([in_, out]) =>
    pairHypothesis(in_, out, 3.5 * Math.min(in_.headingScore, out.headingScore) + 1, mark),
  );
  const unnamed = columns.filter(
    (column) => column.role === null && isMoney(column) && column.fill < 1 && column.hasDecimals,
  );
  const guessed = unnamed.flatMap((out) =>
    unnamed
      .filter((in_) => in_ !== out)
      .map((in_) => {
        const guess = pairHypothesis(
          in_,
          out,
          1 + (out.index < in_.index ? 0.1 : 0) + (out.hasNegatives && !in_.hasNegatives ? 0.5 : 0),
          mark,
        );
        return guess && { ...guess, questions: ['SIGN' as const] };
      }),
  );
  return [...named, ...guessed].filter((hypothesis) => hypothesis !== null);
}

/** Two columns of which at most one counts in nearly every row; null when they are not that. */
function pairHypothesis(
  in_: Column,
  out: Column,
  headingScore: number,
  mark: DecimalMark,
): Hypothesis | null {
  const ins = scaledAmounts(in_, mark);
  const outs = scaledAmounts(out, mark);
  const rows = ins.length;
  const both = ins.filter((amount, row) => Boolean(amount) && Boolean(outs[row])).length;
  const either = ins.filter((amount, row) => amount !== null || outs[row] !== null).length;
  if (either === 0 || both > rows * 0.02) return null;
  return {
    amount: { kind: 'inOut', inColumn: in_.index, outColumn: out.index },
    columns: [in_, out],
    score: headingScore + 1 + either / rows,
    amounts: ins.map((amount, row) =>
      amount === null && outs[row] === null ? null : absolute(amount) - absolute(outs[row] ?? null),
    ),
    questions: [],
  };
}

/**
 * The hypothesis with the balance column that proves it, or the best named one, and with the fee that makes
 * it agree.
 */
function withProof(
  hypothesis: Hypothesis,
  balances: readonly Column[],
  fees: readonly Column[],
  mark: DecimalMark,
  groups: readonly string[],
): AmountChoice & { score: number } {
  const feeAmounts = fees.map((fee) => ({ fee, amounts: scaledAmounts(fee, mark) }));
  const isCharged = ({ amounts }: { amounts: (bigint | null)[] }) =>
    amounts.some((amount) => Boolean(amount));
  const readings = [
    { fee: null as Column | null, amounts: hypothesis.amounts },
    ...feeAmounts.filter(isCharged).map(({ fee, amounts }) => ({
      fee,
      amounts: hypothesis.amounts.map((amount, row) => (amount ?? 0n) - absolute(amounts[row] ?? null)),
    })),
  ];
  let proof: { agreement: number; fee: Column | null; balance: Column; inverted: boolean } | null = null;
  for (const balance of balances) {
    const stated = scaledAmounts(balance, mark);
    for (const reading of readings) {
      const agreement = balanceAgreement(reading.amounts, stated, groups);
      // Only where nothing else tells the sign: amounts with signs that run against the balances mean that
      // the balances are those before each row, or a debt.
      const unsigned =
        hypothesis.amount.kind === 'signed' && !hypothesis.columns[0]!.hasNegatives && !reading.fee;
      const against = unsigned ? balanceAgreement(negated(reading.amounts), stated, groups) : 0;
      const value = Math.max(agreement, against);
      if (value > (proof?.agreement ?? 0) + 1e-9)
        proof = { agreement: value, fee: reading.fee, balance, inverted: against > agreement };
    }
  }
  const { amount, columns, questions, score } = hypothesis;
  // A row with a fee and no amount shows that amounts come without fees, even if the balances were put
  // together otherwise.
  const feeOnly = feeAmounts.find(({ amounts }) =>
    amounts.some((fee, row) => Boolean(fee) && !hypothesis.amounts[row]),
  );
  if (proof && proof.agreement >= BALANCE_PROOF) {
    const turned =
      proof.inverted && amount.kind === 'signed' ? { ...amount, inverted: !amount.inverted } : amount;
    const uncharged = feeAmounts.find(
      (candidate) => !isCharged(candidate) && addsFee(columns[0]!, candidate.fee),
    );
    return {
      amount: turned,
      columns,
      score: score + 4 * proof.agreement,
      feeColumn: (proof.fee ?? feeOnly?.fee ?? uncharged?.fee)?.index ?? null,
      balanceColumn: proof.balance.index,
      questions: feeOnly && !proof.fee ? ['FEE'] : [],
    };
  }
  const fee = feeOnly ?? feeAmounts.find(({ fee: candidate }) => addsFee(columns[0]!, candidate));
  return {
    amount,
    columns,
    score,
    feeColumn: fee?.fee.index ?? null,
    balanceColumn: balances.find(({ role }) => role === 'balance')?.index ?? null,
    questions: fee && isCharged(fee) ? [...questions, 'FEE'] : questions,
  };
}

/**
 * Whether headings suggest that the fee comes on top: not when the amount is named a total or net one, or the
 * fee a total.
 */
function addsFee(amount: Column, fee: Column): boolean {
  return !/\b(?:total|net|netto|celkem|zauctovan\w*|gesamt)\b/.test(
    `${plainHeading(amount)} ${plainHeading(fee)}`,
  );
}

function absolute(amount: bigint | null): bigint {
  return amount === null ? 0n : amount < 0n ? -amount : amount;
}

function negated(amounts: readonly (bigint | null)[]): (bigint | null)[] {
  return amounts.map((amount) => (amount === null ? null : -amount));
}

import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '@/prisma/demo/random';
import { PAYEES } from './fill';
import { ask, latencies, median, percentile, requestsPerSecond } from './load';

/** One line of the table: what was measured, the figure, what it should be, and whether it is. */
export type Figure = { id: string; what: string; value: string; goal: string; holds: boolean | null };

const ratio = (value: number) => value.toFixed(2);
const ROUNDS = 3;
const SECONDS = 6;

const PAGE = `{ transactions(first: 50) { nodes { id date amount { amount } payee account { name }
  category { name } } }
    }`;
const PLAIN_PAGE = `query($h: UUID!) { allTransactions(first: 50, condition: { householdId: $h }, orderBy:
  [DATE_DESC,
    PRIMARY_KEY_DESC]) { nodes { rowId date amount payee accountByAccountId { name }
    categoryByCategoryId { name } } } }`;

export type Servers = {
  saldo: string;
  saldoNode24: string;
  nextMount: string;
  postgraphile: string;
  raw: string;
};

/**
 * B1: the newest 50 transactions, signed in. The servers take turns, and a ratio is made within each turn.
 */
export async function pageOfTransactions(
  folder: string,
  servers: Servers,
  household: { householdId: string; token: string },
): Promise<Figure[]> {
  const authorization = { authorization: `Bearer ${household.token}` };
  const targets = {
    saldo: {
      url: `${servers.saldo}/api/graphql`,
      body: JSON.stringify({ query: PAGE }),
      headers: authorization,
    },
    saldoNode24: {
      url: `${servers.saldoNode24}/api/graphql`,
      body: JSON.stringify({ query: PAGE }),
      headers: authorization,
    },
    nextMount: {
      url: `${servers.nextMount}/api/graphql`,
      body: JSON.stringify({ query: PAGE }),
      headers: authorization,
    },
    postgraphile: {
      url: `${servers.postgraphile}/graphql`,
      body: JSON.stringify({ query: PLAIN_PAGE, variables: { h: household.householdId } }),
    },
    raw: { url: `${servers.raw}/`, body: JSON.stringify({ householdId: household.householdId }) },
  };
  for (const target of Object.values(targets)) await requestsPerSecond(folder, target, 2);
  const rates = {
    saldo: [] as number[],
    saldoNode24: [] as number[],
    nextMount: [] as number[],
    postgraphile: [] as number[],
    raw: [] as number[],
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of Object.keys(targets) as (keyof typeof targets)[])
      rates[name].push(await requestsPerSecond(folder, targets[name], SECONDS));
  }
  const against = (name: 'saldo' | 'saldoNode24' | 'nextMount', other: 'postgraphile' | 'raw') =>
    median(rates[name].map((rate, round) => rate / (rates[other][round] ?? Number.NaN)));
  const figure = (what: string, value: number, goal: number | null): Figure => ({
    id: 'B1',
    what,
    value: ratio(value),
    goal: goal === null ? '' : `≥ ${goal}`,
    holds: goal === null ? null : value >= goal,
  });
  return [
    {
      id: 'B1',
      what: `requests/s: saldo (this Node) / saldo (Node 24) / Next's mount / PostGraphile / raw`,
      value: Object.values(rates)
        .map((list) => Math.round(median(list)))
        .join(' / '),
      goal: '',
      holds: null,
    },
    figure(
      `saldo (Node ${process.versions.node.split('.')[0] ?? ''}) ÷ PostGraphile 5 (Node 24)`,
      against('saldo', 'postgraphile'),
      1.2,
    ),
    figure(
      `saldo (Node ${process.versions.node.split('.')[0] ?? ''}) ÷ node:http + pg`,
      against('saldo', 'raw'),
      0.5,
    ),
    figure('saldo (Node 24) ÷ PostGraphile 5 (Node 24)', against('saldoNode24', 'postgraphile'), null),
    figure('saldo (Node 24) ÷ node:http + pg', against('saldoNode24', 'raw'), null),
    figure("Next's mount ÷ PostGraphile 5 (Node 24)", against('nextMount', 'postgraphile'), null),
  ];
}

const OVERVIEW = `{ overview(from: "2025-11-01", to: "2026-10-31") { income { amount } expenses { amount }
  net { amount }
    netWorth { amount } byMonth { month net { amount } } byCategory { category { name } total { amount }
    count } netWorthByMonth { date netWorth { amount } } unconverted { amount } } }`;

const ADD = `mutation($input: AddTransactionInput!) { addTransaction(input: $input) { transaction { id }
  errors { code }
    } }`;
/** Somebody signed in, with an account and a category to write to. */
export type Writer = { token: string; accountId: string; categoryId: string };

/**
 * B2: the overview of twelve months of a large household against that of a small one, in turns: as it is
 * shown again and again (kept until something is written), and as it is counted anew after a write.
 */
export async function overviewOfYear(baseUrl: string, large: Writer, small: Writer): Promise<Figure[]> {
  const times = {
    large: [] as number[],
    small: [] as number[],
    largeAnew: [] as number[],
    smallAnew: [] as number[],
  };
  const anew = async (of: Writer) => {
    await ask(baseUrl, of.token, ADD, {
      input: { accountId: of.accountId, categoryId: of.categoryId, date: '2026-10-15', amount: '-1.00' },
    });
    await ask(baseUrl, of.token, '{ viewer { id } }');
    return latencies(1, () => ask(baseUrl, of.token, OVERVIEW));
  };
  for (let round = 0; round < 6; round++) {
    times.large.push(...(await latencies(60, () => ask(baseUrl, large.token, OVERVIEW))));
    times.small.push(...(await latencies(60, () => ask(baseUrl, small.token, OVERVIEW))));
    for (let turn = 0; turn < 15; turn++) {
      times.largeAnew.push(...(await anew(large)));
      times.smallAnew.push(...(await anew(small)));
    }
  }
  // The first round warms both up.
  const [slow, fast] = [median(times.large.slice(60)), median(times.small.slice(60))];
  const [slowAnew, fastAnew] = [median(times.largeAnew.slice(15)), median(times.smallAnew.slice(15))];
  return [
    {
      id: 'B2',
      what: 'overview of 12 months, ms: 100,000 / 1,000 transactions',
      value: `${slow.toFixed(1)} / ${fast.toFixed(1)}`,
      goal: '',
      holds: null,
    },
    {
      id: 'B2',
      what: 'overview: 100,000 ÷ 1,000 transactions',
      value: ratio(slow / fast),
      goal: '≤ 1.5',
      holds: slow / fast <= 1.5,
    },
    {
      id: 'B2',
      what: 'the same counted anew after a write, ms',
      value: `${slowAnew.toFixed(1)} / ${fastAnew.toFixed(1)} = ${ratio(slowAnew / fastAnew)}`,
      goal: '',
      holds: null,
    },
  ];
}

/** B3: adding one transaction, with 16 connections: of many households, and all of one. */
export async function addTransactions(folder: string, baseUrl: string, writers: Writer[]): Promise<Figure[]> {
  const random = seededRandom(7);
  const run = Date.now();
  const target = (of: Writer[], name: string) => {
    // More requests than can be sent: a repeated key would be answered without writing.
    const requests = Array.from({ length: 12_000 }, (_, index) => {
      const writer = of[index % of.length] as Writer;
      const input = {
        accountId: writer.accountId,
        categoryId: writer.categoryId,
        date: `2026-10-${String(random.between(1, 28)).padStart(2, '0')}`,
        amount: `-${random.between(1, 999)}.50`,
        payee: random.pick(PAYEES),
        idempotencyKey: `${run}-${name}-${index}`,
      };
      return {
        body: JSON.stringify({ query: ADD, variables: { input } }),
        headers: { authorization: `Bearer ${writer.token}` },
      };
    });
    return {
      url: `${baseUrl}/api/graphql`,
      body: requests.map(({ body }) => body),
      headers: requests.map(({ headers }) => headers),
    };
  };
  const many = await requestsPerSecond(folder, target(writers, 'many'), 8);
  const one = await requestsPerSecond(folder, target(writers.slice(0, 1), 'one'), 8);
  return [
    {
      id: 'B3',
      what: `add one transaction, ${writers.length} households, per second`,
      value: String(Math.round(many)),
      goal: '≥ 400',
      holds: many >= 400,
    },
    {
      id: 'B3',
      what: 'add one transaction, all of one household, per second',
      value: String(Math.round(one)),
      goal: '',
      holds: null,
    },
  ];
}

/** B4: a CSV file of 50,000 rows from upload to the last row in the ledger, by HTTP, with the worker. */
export async function importRows(baseUrl: string, { token, accountId }: Writer): Promise<Figure[]> {
  const rows = 50_000;
  const random = seededRandom(Date.now());
  let balance = 100_000_000;
  const lines = ['Datum;Částka;Měna;Protistrana;Popis;Zůstatek'];
  const crowns = (minor: number) =>
    `${minor < 0 ? '-' : ''}${Math.floor(Math.abs(minor) / 100)},${String(Math.abs(minor) % 100).padStart(2, '0')}`;
  for (let index = 0; index < rows; index++) {
    const amount = -random.between(100, 90_000);
    balance += amount;
    const day = new Date(Date.UTC(2017, 0, 1) + Math.floor(index / 15) * 86_400_000);
    lines.push(
      `${day.getUTCDate()}.${day.getUTCMonth() + 1}.${day.getUTCFullYear()};${crowns(amount)};CZK;${random.pick(PAYEES)};platba kartou ${index};${crowns(balance)}`,
    );
  }
  const form = new FormData();
  form.set('file', new Blob([lines.join('\r\n')]), 'fifty-thousand.csv');
  form.set('accountId', accountId);
  const startedAt = performance.now();
  const upload = await fetch(`${baseUrl}/api/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  const { import: uploaded } = (await upload.json()) as { import: { id: string } };
  await ask(baseUrl, token, 'mutation($id: ID!) { commitImport(id: $id) { errors { message } } }', {
    id: uploaded.id,
  });
  for (;;) {
    const { import: run } = (await ask(
      baseUrl,
      token,
      'query($id: ID!) { import(id: $id) { status rowsAdded } }',
      { id: uploaded.id },
    )) as { import: { status: string; rowsAdded: number } };
    if (run.status === 'DONE') {
      if (run.rowsAdded !== rows) throw new Error(`Only ${run.rowsAdded} of ${rows} rows were added.`);
      break;
    }
    if (run.status === 'FAILED') throw new Error('The measured import failed.');
    await sleep(50);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  return [
    {
      id: 'B4',
      what: 'import of 50,000 CSV rows, end to end',
      value: `${seconds.toFixed(1)} s (${Math.round(rows / seconds)} rows/s)`,
      goal: '< 6 s',
      holds: seconds < 6,
    },
  ];
}

/** B5: searching one word among 100,000 transactions: rare and common words, whole and half typed. */
export async function search(baseUrl: string, token: string): Promise<Figure[]> {
  const random = seededRandom(11);
  const words = Array.from({ length: 400 }, () =>
    random.pick([
      `obchod${random.between(0, 499)}`,
      `obchod${random.between(1, 49)}`,
      'Praha',
      'faktura',
      'vyúčt',
      'mes',
      String(random.between(10_000, 99_999)),
    ]),
  );
  const query = `query($text: String!) { transactions(first: 50, filter: { text: $text }) {
    nodes { id date payee
      amount { amount } account { name } category { name } } } }`;
  await latencies(50, (index) => ask(baseUrl, token, query, { text: words[index] }));
  const times = await latencies(words.length, (index) => ask(baseUrl, token, query, { text: words[index] }));
  const p95 = percentile(times, 0.95);
  return [
    {
      id: 'B5',
      what: `search of one word among 100,000, ms: p50 / p95 / worst`,
      value: [percentile(times, 0.5), p95, times.at(-1) ?? 0].map((ms) => ms.toFixed(1)).join(' / '),
      goal: 'p95 ≤ 50',
      holds: p95 <= 50,
    },
  ];
}

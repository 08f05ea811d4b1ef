import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { main } from './lib/main';

// Makes lib/core/rates/embedded/rates.json out of the versions of the npm package below, each of which is one
// day: run it before a release, so that an installation without a network has estimates that are not too old.
const PACKAGE = '@fawazahmed0/currency-api';
const FIRST_DAY = '2024-03-01';
/** Two weeks apart where the package has versions that close. */
const STEP_DAYS = 16;
/**
 * All that the European Central Bank and the Czech National Bank fix, and those of a few more places people
 * have accounts in.
 */
const CURRENCIES =
  'AED ALL AUD BAM BGN BRL CAD CHF CNY CZK DKK EGP GBP GEL HKD HUF IDR ILS INR ISK JPY KRW MDL MKD MXN MYR NOK NZD PHP PLN RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR'.split(
    ' ',
  );
const SIGNIFICANT_DIGITS = 8;

function npm(...args: string[]): string {
  const { status, stdout } = spawnSync('npm', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed.`);
  return stdout;
}

/** The day of a version such as 2024.3.2. */
function dayOf(version: string): string {
  const [year = '', month = '', day = ''] = version.split('.');
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** From each day the farthest one within the step, or the next there is. */
function pick(days: readonly string[]): string[] {
  const picked = days.slice(0, 1);
  for (;;) {
    const last = picked.at(-1) ?? '';
    const later = days.filter((day) => day > last);
    const near = later.filter((day) => Date.parse(day) - Date.parse(last) <= STEP_DAYS * 86_400_000);
    const next = near.at(-1) ?? later[0];
    if (!next) return picked;
    picked.push(next);
  }
}

async function ratesOf(version: string, folder: string): Promise<(string | null)[]> {
  const file = npm('pack', `${PACKAGE}@${version}`, '--silent', '--pack-destination', folder).trim();
  const { status } = spawnSync('tar', [
    'xzf',
    path.join(folder, file),
    '-C',
    folder,
    'package/v1/currencies/eur.json',
  ]);
  if (status !== 0) throw new Error(`Version ${version} has no rates for the euro.`);
  await rm(path.join(folder, file));
  const { date, eur } = JSON.parse(
    await readFile(path.join(folder, 'package/v1/currencies/eur.json'), 'utf8'),
  ) as { date: string; eur: Record<string, number> };
  if (date !== dayOf(version)) throw new Error(`Version ${version} holds the rates of ${date}.`);
  return CURRENCIES.map((code) => {
    const rate = eur[code.toLowerCase()];
    return rate && rate > 0 ? String(Number(rate.toPrecision(SIGNIFICANT_DIGITS))) : null;
  });
}

/**
 * A rate that doubles or halves between two weeks is more likely a mistake of the data than of the world: it
 * is left out.
 */
function leaveOutLeaps(days: readonly { day: string; rates: (string | null)[] }[]): void {
  const last = new Map<number, number>();
  for (const { day, rates } of days) {
    for (const [index, rate] of rates.entries()) {
      const before = last.get(index);
      const ratio = rate && before ? Number(rate) / before : 1;
      if (ratio > 2 || ratio < 0.5) {
        console.log(`Left out: ${CURRENCIES[index]} on ${day}, ${rate} after ${before}.`);
        rates[index] = null;
      } else if (rate) last.set(index, Number(rate));
    }
  }
}

await main(async ({ root }) => {
  const versions = new Map(
    (JSON.parse(npm('view', PACKAGE, 'versions', '--json')) as string[]).map((version) => [
      dayOf(version),
      version,
    ]),
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'embedded-rates-'));
  const days: { day: string; rates: (string | null)[] }[] = [];
  try {
    for (const day of pick([...versions.keys()].filter((one) => one >= FIRST_DAY).sort())) {
      days.push({ day, rates: await ratesOf(versions.get(day) ?? '', folder) });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  leaveOutLeaps(days);
  const lines = days.map(({ day, rates }) => `    ${JSON.stringify([day, ...rates])}`);
  const text = `{\n  "currencies": ${JSON.stringify(CURRENCIES)},\n  "days": [\n${lines.join(',\n')}\n  ]\n}\n`;
  await writeFile(path.join(root, 'lib/core/rates/embedded/rates.json'), text);
  console.log(`Wrote the rates of ${days.length} days, ${days[0]?.day} to ${days.at(-1)?.day}.`);
});

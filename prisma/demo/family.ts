import { addDays, addMonths, endOfMonth, monthOf, type LocalDate } from '@/lib/core/dates/local-date';
import type { TransactionKind, TransactionStatus } from '@/lib/ledger/rows/types';
import { type Random, seededRandom } from './random';

/**
 * Twenty-six months in the life of an invented family of four in Prague: two wages, a rented flat, a car, a
 * kindergarten, summers in Croatia and winters in Austria paid in euros. Amounts are whole hellers and cents,
 * negative is money out.
 */
export type DemoAccount = 'checking' | 'savings' | 'card' | 'cash' | 'euro';
export type DemoEntry = {
  account: DemoAccount;
  date: LocalDate;
  amountMinor: number;
  payee: string;
  description?: string;
  category: string | null;
  kind?: TransactionKind;
  status?: TransactionStatus;
};

export const DEMO_MONTHS = 26;

const GROCERS = ['Albert', 'Lidl', 'Billa', 'Kaufland', 'Tesco', 'Rohlík.cz', 'Penny'];
const EATERIES = [
  'Lokál Dlouhááá',
  'Pho Vietnam',
  'Pizzeria Grosseto',
  'Cukrárna Myšák',
  'Bageterie Boulevard',
  'Sushi Kiosk',
  'Hospoda U Karla',
];
const PUMPS = ['Orlen', 'MOL', 'Shell', 'EuroOil'];
const CLOTHES = ['H&M', 'Decathlon', 'Reserved', 'CCC', 'Zara'];
const LEISURE = [
  'Kino Světozor',
  'Zoo Praha',
  'Knihy Dobrovský',
  'Aquapalace',
  'Divadlo Minor',
  'Sportisimo',
];
const SUBSCRIPTIONS: [string, number, number][] = [
  ['Netflix', 25900, 4],
  ['Spotify', 23900, 9],
  ['iCloud', 7900, 15],
];

/** Everything that happened up to `today`, oldest first. */
export function demoEntries(today: LocalDate): DemoEntry[] {
  const random = seededRandom(20_240_907);
  const first = addMonths(monthOf(today), -(DEMO_MONTHS - 1));
  const entries: DemoEntry[] = [];
  for (let index = 0; index < DEMO_MONTHS; index++)
    entries.push(...demoMonth(random, addMonths(first, index), index));
  return entries
    .filter((entry) => entry.date <= today)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
    .map((entry) =>
      entry.date >= addDays(today, -1) && entry.account === 'card'
        ? { ...entry, status: 'PENDING' as const }
        : entry,
    );
}

function demoMonth(random: Random, month: LocalDate, index: number): DemoEntry[] {
  const year = Number(month.slice(0, 4));
  const number = Number(month.slice(5, 7));
  const lastDay = Number(endOfMonth(month).slice(8));
  const day = (wanted: number) => addDays(month, Math.min(wanted, lastDay) - 1);
  const anyDay = () => day(random.between(1, lastDay));
  const entries: DemoEntry[] = [];
  const add = (
    account: DemoAccount,
    date: LocalDate,
    amountMinor: number,
    payee: string,
    category: string | null,
    extra: Partial<DemoEntry> = {},
  ) => entries.push({ account, date, amountMinor, payee, category, ...extra });
  // Prices and wages rise once a year, by what each of them usually does.
  const years = Math.floor(index / 12);
  const grown = (amount: number, rate: number) => Math.round((amount * (1 + rate) ** years) / 100) * 100;

  add('checking', day(10), grown(4_850_000, 0.05), 'Nemocnice Motol', 'Salary', { description: 'Mzda Jana' });
  add('checking', day(12), grown(5_620_000, 0.06), 'Datlab s.r.o.', 'Salary', { description: 'Mzda Petr' });
  if (number === 4)
    add('checking', day(24), 1_184_000, 'Finanční úřad Praha 6', 'Other income', {
      description: 'Přeplatek daně',
    });
  if (number % 3 === 0)
    add('euro', day(18), random.between(62, 98) * 1000, 'Müller Verlag GmbH', 'Other income', {
      description: 'Illustration',
    });

  add('checking', day(3), -grown(2_450_000, 0.04), 'Pronájem Dvořák', 'Rent', { description: 'Nájem' });
  add('checking', day(15), -grown(385_000, 0.07), 'Pražská energetika', 'Energy', { description: 'Záloha' });
  add('checking', day(18), -59_900, 'Vodafone', 'Phone and internet', { description: 'Internet' });
  add('checking', day(20), -104_800, 'T-Mobile', 'Phone and internet', { description: 'Telefony' });
  for (const [payee, amount, date] of SUBSCRIPTIONS) add('card', day(date), -amount, payee, 'Subscriptions');
  add('checking', day(5), -grown(140_000, 0.1), 'MŠ Na Dlouhém lánu', 'Children', { description: 'Školné' });
  if (number === 9 || number === 2)
    add('checking', day(14), -480_000, 'Sokol Dejvice', 'Children', { description: 'Kroužek' });

  for (let shop = random.between(15, 19); shop > 0; shop--) {
    const grocer = random.pick(GROCERS);
    const basket =
      grocer === 'Rohlík.cz' ? random.between(120_000, 240_000) : random.between(14_000, 125_000);
    add(random.chance(0.65) ? 'card' : 'checking', anyDay(), -grown(basket, 0.03), grocer, 'Groceries');
  }
  for (let meal = random.between(5, 8); meal > 0; meal--)
    add('card', anyDay(), -random.between(18_000, 98_000), random.pick(EATERIES), 'Eating out');
  for (let tank = random.between(2, 3); tank > 0; tank--)
    add('card', anyDay(), -random.between(135_000, 190_000), random.pick(PUMPS), 'Fuel');
  for (let ride = random.between(2, 4); ride > 0; ride--)
    add(
      'card',
      anyDay(),
      -random.between(4_000, 38_000),
      random.pick(['České dráhy', 'RegioJet', 'Bolt']),
      'Public transport',
    );
  for (let visit = random.between(1, 3); visit > 0; visit--)
    add(
      'card',
      anyDay(),
      -random.between(12_000, 86_000),
      random.pick(['Dr. Max', 'Benu', 'Pilulka']),
      'Health',
    );
  for (let visit = random.between(2, 4); visit > 0; visit--)
    add('card', anyDay(), -random.between(19_000, 135_000), random.pick(LEISURE), 'Leisure');
  if ([3, 4, 9, 10, 11].includes(number) || random.chance(0.4))
    add('card', anyDay(), -random.between(79_000, 340_000), random.pick(CLOTHES), 'Clothes');

  entries.push(
    ...cash(random, day, lastDay),
    ...yearly(random, day, number, year),
    ...holidays(random, day, number),
  );
  add('checking', day(13), -1_500_000, 'Spořicí účet', null, { kind: 'TRANSFER', description: 'Spoření' });
  add('savings', day(13), 1_500_000, 'Běžný účet', null, { kind: 'TRANSFER', description: 'Spoření' });
  add('savings', day(lastDay), random.between(52_000, 71_000) + index * 1_400, 'Banka Vltava', 'Interest', {
    description: 'Úrok',
  });
  const spentOnCard = entries
    .filter((entry) => entry.account === 'card')
    .reduce((sum, entry) => sum + entry.amountMinor, 0);
  add('checking', day(28), spentOnCard, 'Kreditní karta', null, {
    kind: 'TRANSFER',
    description: 'Splátka karty',
  });
  add('card', day(28), -spentOnCard, 'Běžný účet', null, { kind: 'TRANSFER', description: 'Splátka karty' });
  return entries;
}

function cash(random: Random, day: (wanted: number) => LocalDate, lastDay: number): DemoEntry[] {
  const withdrawn = random.between(2, 3) * 100_000;
  const entries: DemoEntry[] = [
    {
      account: 'checking',
      date: day(6),
      amountMinor: -withdrawn,
      payee: 'Bankomat Dejvická',
      category: null,
      kind: 'TRANSFER',
    },
    {
      account: 'cash',
      date: day(6),
      amountMinor: withdrawn,
      payee: 'Bankomat Dejvická',
      category: null,
      kind: 'TRANSFER',
    },
  ];
  let left = withdrawn;
  while (left > 30_000) {
    const spent = Math.min(left, random.between(3, 42) * 1_000);
    const [payee, category] = random.pick([
      ['Farmářský trh Kulaťák', 'Groceries'],
      ['Trafika', 'Other expenses'],
      ['Kapesné', 'Children'],
      ['Stánek s kávou', 'Eating out'],
    ] as const);
    entries.push({
      account: 'cash',
      date: day(random.between(7, lastDay)),
      amountMinor: -spent,
      payee,
      category,
    });
    left -= spent;
  }
  return entries;
}

function yearly(
  random: Random,
  day: (wanted: number) => LocalDate,
  month: number,
  year: number,
): DemoEntry[] {
  const entries: DemoEntry[] = [];
  const add = (
    account: DemoAccount,
    date: number,
    amountMinor: number,
    payee: string,
    category: string,
    description?: string,
  ) => entries.push({ account, date: day(date), amountMinor, payee, category, description });
  if (month === 1) {
    add('card', 8, -365_000, 'Lítačka', 'Public transport', `Jana ${year}`);
    add('card', 8, -365_000, 'Lítačka', 'Public transport', `Petr ${year}`);
  }
  if (month === 3)
    add('checking', 11, -912_400, 'Kooperativa', 'Car', 'Povinné ručení a havarijní pojištění');
  if (month === 5 || month === 11)
    add(
      'card',
      16,
      -random.between(340_000, 890_000),
      'Autoservis Petřiny',
      'Car',
      month === 11 ? 'Přezutí a servis' : 'Servis',
    );
  if (month === 6) add('card', 21, -1_649_000, 'Kola Radlická', 'Leisure', 'Dětské kolo');
  if (month === 10) add('card', 19, -2_299_000, 'Alza.cz', 'Other expenses', 'Myčka');
  if (month === 12) {
    for (const [date, payee] of [
      [6, 'Alza.cz'],
      [11, 'Sparkys'],
      [14, 'Knihy Dobrovský'],
      [18, 'Lego Store'],
      [20, 'Kosmas'],
    ] as const) {
      add('card', date, -random.between(89_000, 420_000), payee, 'Children', 'Dárky');
    }
    add('checking', 22, -300_000, 'Člověk v tísni', 'Other expenses', 'Dar');
  }
  return entries;
}

function holidays(random: Random, day: (wanted: number) => LocalDate, month: number): DemoEntry[] {
  const entries: DemoEntry[] = [];
  const euro = (date: number, amountMinor: number, payee: string, category = 'Holidays') =>
    entries.push({ account: 'euro', date: day(date), amountMinor, payee, category });
  const exchange = (date: number, crowns: number, euros: number) => {
    entries.push({
      account: 'checking',
      date: day(date),
      amountMinor: -crowns,
      payee: 'Účet v eurech',
      category: null,
      kind: 'TRANSFER',
      description: 'Na dovolenou',
    });
    entries.push({
      account: 'euro',
      date: day(date),
      amountMinor: euros,
      payee: 'Běžný účet',
      category: null,
      kind: 'TRANSFER',
      description: 'Na dovolenou',
    });
  };
  if (month === 7) {
    exchange(1, 4_350_000, 174_000);
    euro(5, -98_000, 'Apartmani Marija Krk');
    for (let date = 12; date <= 21; date++)
      euro(
        date,
        -random.between(2_400, 11_800),
        random.pick(['Konoba Rivica', 'Konzum', 'Plodine', 'Slastičarna Roko', 'Jadrolinija']),
      );
    euro(13, -6_400, 'INA', 'Fuel');
  }
  if (month === 2) {
    exchange(1, 2_150_000, 86_000);
    euro(3, -54_000, 'Pension Alpenblick');
    for (let date = 9; date <= 13; date++)
      euro(
        date,
        -random.between(2_900, 9_600),
        random.pick(['Hauser Kaibling', 'Billa Schladming', 'Hüttenwirt', 'Sport Bachler']),
      );
    euro(9, -9_940, 'ASFINAG', 'Car');
  }
  return entries;
}

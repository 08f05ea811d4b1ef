import type { MockCustomer, Symbols } from './types';

// Three invented people. Bank code 9999 is nobody's, so that no account here can be a real one.

/** Something that comes once a month. Amounts are whole minor units, from..to; negative is money out. */
export type Regular = {
  account: number;
  day: number;
  minute: number;
  amount: [number, number];
  payee: string;
  text: string;
  counterpartyAccount?: string;
  symbols?: Symbols;
  card?: boolean;
};

/**
 * Purchases by card: how many in a week, when in the day, and how much each, in steps of `step` minor units.
 */
export type Habit = {
  account: number;
  perWeek: number;
  hours: [number, number];
  amount: [number, number];
  step: number;
  payees: string[];
  text: string;
};

/**
 * Brings an account back to about `keepMinor` once a month, from or to another own account or somebody
 * else's.
 */
export type Levelling = {
  account: number;
  day: number;
  minute: number;
  keepMinor: bigint;
  stepMinor: bigint;
  with: { account: number } | { payee: string; counterpartyAccount: string; text: string };
};

export type Household = {
  customer: MockCustomer;
  regular: Regular[];
  habits: Habit[];
  levellings: Levelling[];
  /** How many of a hundred small purchases of the bank are this customer's, and on which accounts. */
  smallPurchases: { share: number; accounts: number[] };
};

const card = 'Card payment';

export const HOUSEHOLDS: Household[] = [
  {
    customer: {
      id: 'tereza',
      name: 'Tereza Dvořáková',
      about: 'A family in Prague',
      accounts: [
        {
          number: 'CZ0599990000000004001019',
          name: 'Everyday account',
          currency: 'CZK',
          type: 'CHECKING',
          openingMinor: 2_842_000n,
        },
        {
          number: 'CZ8099990000000004001027',
          name: 'Household account',
          currency: 'CZK',
          type: 'CHECKING',
          openingMinor: 4_690_000n,
        },
        {
          number: 'CZ5899990000000004001035',
          name: 'Savings account',
          currency: 'CZK',
          type: 'SAVINGS',
          openingMinor: 21_500_000n,
        },
        {
          number: 'CZ3699990000000004001043',
          name: 'Euro account',
          currency: 'EUR',
          type: 'CHECKING',
          openingMinor: 41_250n,
        },
      ],
    },
    regular: [
      {
        account: 0,
        day: 12,
        minute: 435,
        amount: [6_480_000, 6_480_000],
        payee: 'Studio Kaplanka s.r.o.',
        text: 'Salary',
        counterpartyAccount: '2100440010/9998',
        symbols: { variable: '40182', constant: '0138' },
      },
      {
        account: 0,
        day: 5,
        minute: 560,
        amount: [-59_900, -59_900],
        payee: 'Vodafone',
        text: 'Mobile plan',
        counterpartyAccount: '2100770028/9998',
        symbols: { variable: '7301559402', constant: '0308' },
      },
      {
        account: 0,
        day: 8,
        minute: 431,
        amount: [-16_900, -16_900],
        payee: 'Spotify',
        text: card,
        card: true,
      },
      {
        account: 0,
        day: 3,
        minute: 505,
        amount: [-55_000, -55_000],
        payee: 'PID Lítačka',
        text: card,
        card: true,
      },
      {
        account: 1,
        day: 14,
        minute: 610,
        amount: [3_400_000, 3_400_000],
        payee: 'Martin Dvořák',
        text: 'For the household',
        counterpartyAccount: '1900330050/9998',
        symbols: { constant: '0308' },
      },
      {
        account: 1,
        day: 1,
        minute: 375,
        amount: [-2_450_000, -2_450_000],
        payee: 'Bytové družstvo Lípa',
        text: 'Rent',
        counterpartyAccount: '1900110066/9998',
        symbols: { variable: '1204007', constant: '0308', specific: '17' },
      },
      {
        account: 1,
        day: 15,
        minute: 380,
        amount: [-385_000, -385_000],
        payee: 'ČEZ Prodej',
        text: 'Electricity and gas, advance payment',
        counterpartyAccount: '1900220070/9998',
        symbols: { variable: '9004413870', constant: '3118' },
      },
      {
        account: 1,
        day: 18,
        minute: 380,
        amount: [-54_900, -54_900],
        payee: 'Poda',
        text: 'Internet at home',
        counterpartyAccount: '1900550088/9998',
        symbols: { variable: '61180232', constant: '0308' },
      },
      {
        account: 1,
        day: 21,
        minute: 720,
        amount: [-33_900, -33_900],
        payee: 'Netflix',
        text: card,
        card: true,
      },
      {
        account: 1,
        day: 10,
        minute: 400,
        amount: [-180_000, -180_000],
        payee: 'ZŠ Na Výsluní',
        text: 'School meals and club',
        counterpartyAccount: '1900660092/9998',
        symbols: { variable: '20250317', constant: '0308' },
      },
      {
        account: 2,
        day: 28,
        minute: 1260,
        amount: [58_000, 94_000],
        payee: 'Mock bank',
        text: 'Interest',
        symbols: { constant: '0898' },
      },
      {
        account: 3,
        day: 9,
        minute: 655,
        amount: [-1_199, -1_199],
        payee: 'Süddeutsche Zeitung',
        text: card,
        card: true,
      },
    ],
    habits: [
      {
        account: 1,
        perWeek: 4,
        hours: [9, 20],
        amount: [-138_000, -18_000],
        step: 10,
        payees: ['Albert', 'Lidl', 'Albert', 'Lidl', 'Billa', 'Kaufland', 'Košík.cz'],
        text: card,
      },
      {
        account: 1,
        perWeek: 1,
        hours: [10, 19],
        amount: [-72_000, -9_000],
        step: 100,
        payees: ['dm drogerie markt', 'Rossmann', 'Lékárna U Anděla'],
        text: card,
      },
      {
        account: 1,
        perWeek: 1,
        hours: [7, 21],
        amount: [-168_000, -74_000],
        step: 10,
        payees: ['Benzina ORLEN', 'MOL', 'Shell'],
        text: card,
      },
      {
        account: 0,
        perWeek: 4,
        hours: [11, 14],
        amount: [-22_900, -12_900],
        step: 100,
        payees: ['Bistro Kolben', 'Lokál Dlouhá', 'Jídelna Florenc', 'Sushi Point'],
        text: card,
      },
      {
        account: 0,
        perWeek: 1,
        hours: [10, 20],
        amount: [-240_000, -29_000],
        step: 100,
        payees: ['Alza.cz', 'IKEA', 'Decathlon', 'H&M', 'Knihy Dobrovský'],
        text: card,
      },
      {
        account: 3,
        perWeek: 1,
        hours: [8, 22],
        amount: [-3_900, -700],
        step: 1,
        payees: ['Amazon.de', 'Thalia', 'ÖBB', 'Zalando'],
        text: card,
      },
    ],
    levellings: [
      { account: 3, day: 20, minute: 545, keepMinor: 40_000n, stepMinor: 5_000n, with: { account: 0 } },
      { account: 1, day: 26, minute: 420, keepMinor: 4_800_000n, stepMinor: 50_000n, with: { account: 0 } },
      { account: 0, day: 27, minute: 425, keepMinor: 3_000_000n, stepMinor: 50_000n, with: { account: 2 } },
    ],
    smallPurchases: { share: 70, accounts: [0, 0, 0, 1, 1, 3] },
  },
  {
    customer: {
      id: 'lukas',
      name: 'Lukáš Horák',
      about: 'A freelancer in Brno who is paid in dollars',
      accounts: [
        {
          number: 'CZ8399990000000005002013',
          name: 'Current account',
          currency: 'CZK',
          type: 'CHECKING',
          openingMinor: 5_120_000n,
        },
        {
          number: 'CZ6199990000000005002021',
          name: 'Dollar account',
          currency: 'USD',
          type: 'CHECKING',
          openingMinor: 88_400n,
        },
        {
          number: 'CZ1199990000000005002048',
          name: 'Euro account',
          currency: 'EUR',
          type: 'CHECKING',
          openingMinor: 32_900n,
        },
      ],
    },
    regular: [
      {
        account: 1,
        day: 12,
        minute: 960,
        amount: [265_000, 310_000],
        payee: 'Brightwater Labs Inc.',
        text: 'Invoice, design work',
        symbols: { variable: '2025014' },
      },
      {
        account: 0,
        day: 1,
        minute: 380,
        amount: [-1_690_000, -1_690_000],
        payee: 'Eva Marková',
        text: 'Rent and services',
        counterpartyAccount: '2200110035/9998',
        symbols: { variable: '5002', constant: '0308' },
      },
      {
        account: 0,
        day: 7,
        minute: 500,
        amount: [-324_000, -324_000],
        payee: 'Zdravotní pojišťovna',
        text: 'Health insurance, advance payment',
        counterpartyAccount: '2200220058/9998',
        symbols: { variable: '8807214455', constant: '3558' },
      },
      {
        account: 0,
        day: 8,
        minute: 500,
        amount: [-475_900, -475_900],
        payee: 'Správa sociálního zabezpečení',
        text: 'Social insurance, advance payment',
        counterpartyAccount: '2200330054/9998',
        symbols: { variable: '8807214455', constant: '1618' },
      },
      {
        account: 0,
        day: 16,
        minute: 380,
        amount: [-192_000, -192_000],
        payee: 'E.ON Energie',
        text: 'Electricity, advance payment',
        counterpartyAccount: '2200440069/9998',
        symbols: { variable: '310044127', constant: '3118' },
      },
      { account: 1, day: 2, minute: 700, amount: [-2_000, -2_000], payee: 'GitHub', text: card, card: true },
      { account: 1, day: 19, minute: 700, amount: [-5_499, -5_499], payee: 'Adobe', text: card, card: true },
      {
        account: 2,
        day: 4,
        minute: 610,
        amount: [-1_450, -1_450],
        payee: 'Hetzner Online',
        text: card,
        card: true,
      },
    ],
    habits: [
      {
        account: 0,
        perWeek: 4,
        hours: [9, 21],
        amount: [-89_000, -9_000],
        step: 10,
        payees: ['Albert', 'Lidl', 'Tesco', 'Rohlík.cz', 'Penny'],
        text: card,
      },
      {
        account: 0,
        perWeek: 5,
        hours: [11, 21],
        amount: [-34_900, -11_900],
        step: 100,
        payees: ['Café Zemka', 'Výčep Na Stojáka', 'Bistro Franz', 'Skøg Urban Hub'],
        text: card,
      },
      {
        account: 0,
        perWeek: 1,
        hours: [10, 21],
        amount: [-180_000, -25_000],
        step: 100,
        payees: ['Alza.cz', 'Regiojet', 'České dráhy', 'Decathlon'],
        text: card,
      },
      {
        account: 2,
        perWeek: 1,
        hours: [8, 22],
        amount: [-6_900, -900],
        step: 1,
        payees: ['Booking.com', 'FlixBus', 'Bolt', 'Steam'],
        text: card,
      },
    ],
    levellings: [
      { account: 1, day: 15, minute: 555, keepMinor: 60_000n, stepMinor: 10_000n, with: { account: 0 } },
      { account: 2, day: 18, minute: 560, keepMinor: 60_000n, stepMinor: 5_000n, with: { account: 0 } },
      {
        account: 0,
        day: 27,
        minute: 430,
        keepMinor: 5_000_000n,
        stepMinor: 100_000n,
        with: {
          payee: 'Obchodník s cennými papíry Javor',
          counterpartyAccount: '2200880099/9998',
          text: 'Monthly investment',
        },
      },
    ],
    smallPurchases: { share: 20, accounts: [0, 0, 0, 0, 1, 2] },
  },
  {
    customer: {
      id: 'zuzana',
      name: 'Zuzana Kováčová',
      about: 'A student in Olomouc with one account',
      accounts: [
        {
          number: 'CZ5899990000000006003018',
          name: 'Student account',
          currency: 'CZK',
          type: 'CHECKING',
          openingMinor: 1_540_000n,
        },
      ],
    },
    regular: [
      {
        account: 0,
        day: 12,
        minute: 450,
        amount: [1_180_000, 1_420_000],
        payee: 'Kavárna Tungsram',
        text: 'Wage',
        counterpartyAccount: '2300110016/9998',
        symbols: { variable: '1171', constant: '0138' },
      },
      {
        account: 0,
        day: 2,
        minute: 390,
        amount: [-470_000, -470_000],
        payee: 'Koleje a menzy',
        text: 'Dormitory',
        counterpartyAccount: '2300220020/9998',
        symbols: { variable: '30551984', constant: '0308' },
      },
      {
        account: 0,
        day: 6,
        minute: 520,
        amount: [-39_900, -39_900],
        payee: 'T-Mobile',
        text: 'Mobile plan',
        counterpartyAccount: '2300330035/9998',
        symbols: { variable: '604118220', constant: '0308' },
      },
      {
        account: 0,
        day: 11,
        minute: 640,
        amount: [-9_900, -9_900],
        payee: 'Spotify',
        text: card,
        card: true,
      },
    ],
    habits: [
      {
        account: 0,
        perWeek: 4,
        hours: [9, 21],
        amount: [-39_000, -5_000],
        step: 10,
        payees: ['Albert', 'Lidl', 'Penny', 'Billa'],
        text: card,
      },
      {
        account: 0,
        perWeek: 2,
        hours: [17, 22],
        amount: [-28_000, -9_000],
        step: 100,
        payees: ['Vertigo', 'Premiere Cinemas', 'Pizza Coloseum', 'Regiojet'],
        text: card,
      },
    ],
    levellings: [
      {
        account: 0,
        day: 25,
        minute: 1110,
        keepMinor: 1_500_000n,
        stepMinor: 50_000n,
        with: { payee: 'Jana Kováčová', counterpartyAccount: '2300440058/9998', text: 'From mum' },
      },
    ],
    smallPurchases: { share: 10, accounts: [0] },
  },
];

/**
 * What a small purchase is. Some bring money back, so that a day of many of them stays cheap. In CZK hellers
 * and foreign cents.
 */
export const SMALL_PURCHASES: Record<
  string,
  { payee: string; text: string; amount: [number, number]; step: number }[]
> = {
  CZK: [
    { payee: 'Dopravní podnik', text: 'Ticket for one stop', amount: [-1_500, -800], step: 100 },
    { payee: 'Pekařství Škoda', text: card, amount: [-3_900, -900], step: 10 },
    { payee: 'Coffee to go', text: card, amount: [-4_500, -2_500], step: 100 },
    { payee: 'Vending machine', text: card, amount: [-2_400, -800], step: 100 },
    { payee: 'Parking meter', text: card, amount: [-2_000, -500], step: 500 },
    { payee: 'Copy shop', text: card, amount: [-900, -200], step: 50 },
    { payee: 'Nextbike', text: 'Ride', amount: [-1_200, -600], step: 100 },
    { payee: 'Newsagent', text: card, amount: [-2_900, -1_200], step: 100 },
    { payee: 'Mock bank', text: 'Cashback', amount: [100, 900], step: 10 },
    { payee: 'Lidl', text: 'Bottle deposit', amount: [300, 2_700], step: 300 },
  ],
  EUR: [
    { payee: 'App store', text: card, amount: [-199, -49], step: 50 },
    { payee: 'Podcast tip', text: card, amount: [-100, -20], step: 10 },
    { payee: 'Mock bank', text: 'Cashback', amount: [1, 30], step: 1 },
  ],
  USD: [
    { payee: 'Cloud functions', text: card, amount: [-90, -5], step: 1 },
    { payee: 'App store', text: card, amount: [-199, -99], step: 100 },
    { payee: 'Mock bank', text: 'Cashback', amount: [1, 30], step: 1 },
  ],
};

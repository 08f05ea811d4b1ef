import type { Locale } from '@/lib/platform/i18n/locales';
import type { MailFacts, MonthlySummary } from './facts';
import { writeMail } from './write';

const write = (facts: MailFacts, locale: Locale = 'en') => {
  const { html, text, ...mail } = writeMail(facts, {
    email: 'jana@example.com',
    locale,
    address: 'https://saldo.example',
  });
  // Amounts and "14 dní" are held together by spaces that do not break; tests read better with plain ones.
  const plain = (written: string) => written.replaceAll(/[\u00a0\u202f]/g, ' ');
  return { ...mail, html: plain(html), text: plain(text) };
};

const summary: MonthlySummary = {
  kind: 'MONTHLY_SUMMARY',
  household: 'Novákovi',
  month: '2026-04-01',
  monthEnd: '2026-04-30',
  currency: 'CZK',
  incomeMinor: 6_500_000n,
  expensesMinor: -4_210_050n,
  netWorthMinor: 123_456_789_012_345n,
  categories: [
    { name: 'Bydlení', expensesMinor: -1_800_000n, monthBeforeMinor: -1_800_000n },
    { name: 'Potraviny', expensesMinor: -900_050n, monthBeforeMinor: -700_000n },
    { name: 'Doprava', expensesMinor: -500_000n, monthBeforeMinor: -650_025n },
    { name: null, expensesMinor: -10_000n, monthBeforeMinor: 0n },
  ],
  leftOut: [
    {
      currency: 'JPY',
      incomeMinor: 0n,
      expensesMinor: -12_000n,
      heldMinor: 30_000n,
      owedMinor: 0n,
      count: 2,
    },
  ],
};

const all: [MailFacts, Record<Locale, { subject: string; link: string; says: string[] }>][] = [
  [
    { kind: 'WELCOME', token: null },
    {
      en: {
        subject: 'Welcome to Saldo',
        link: 'https://saldo.example',
        says: ['jana@example.com was registered'],
      },
      cs: {
        subject: 'Vítejte v Saldu',
        link: 'https://saldo.example',
        says: ['adresa jana@example.com byla zaregistrována'],
      },
    },
  ],
  [
    {
      kind: 'INVITATION',
      to: 'petr@example.com',
      token: 'T0K3N',
      household: 'Novákovi',
      invitedBy: 'Jana',
      role: 'VIEWER',
      endsOn: '2026-05-14',
    },
    {
      en: {
        subject: 'Jana invites you to Novákovi',
        link: 'https://saldo.example/invitation#T0K3N',
        says: ['for petr@example.com only', '14 May 2026', 'change nothing', 'Jana entered your address'],
      },
      cs: {
        subject: 'Jana vás zve do domácnosti Novákovi',
        link: 'https://saldo.example/invitation#T0K3N',
        says: ['jen pro adresu petr@example.com', '14. 5. 2026', 'nic nezměníte'],
      },
    },
  ],
  [
    { kind: 'WELCOME', token: 'tok-en_1' },
    {
      en: {
        subject: 'Welcome to Saldo',
        link: 'https://saldo.example/verify#tok-en_1',
        says: ['confirm that this address is yours'],
      },
      cs: {
        subject: 'Vítejte v Saldu',
        link: 'https://saldo.example/verify#tok-en_1',
        says: ['potvrďte, že je tato adresa vaše'],
      },
    },
  ],
  [
    { kind: 'ADDRESS_KNOWN' },
    {
      en: {
        subject: 'You are registered already',
        link: 'https://saldo.example/login',
        says: ['tried to use jana@example.com', 'nothing was changed'],
      },
      cs: {
        subject: 'Už jste zaregistrovaní',
        link: 'https://saldo.example/login',
        says: ['použít adresu jana@example.com', 'nic se nezměnilo'],
      },
    },
  ],
  [
    { kind: 'RESET_PASSWORD', token: 'tok-en_2' },
    {
      en: {
        subject: 'Set a new password',
        link: 'https://saldo.example/reset#tok-en_2',
        says: ['works once and for 10 minutes'],
      },
      cs: {
        subject: 'Nastavte si nové heslo',
        link: 'https://saldo.example/reset#tok-en_2',
        says: ['funguje jednou a po dobu 10 minut'],
      },
    },
  ],
  [
    { kind: 'HOUSEHOLD_DELETION_ASKED', household: 'Novákovi', by: 'Petr', on: '2026-05-14' },
    {
      en: {
        subject: 'Novákovi will be deleted',
        link: 'https://saldo.example/settings/data',
        says: ['Petr has asked', 'on 14 May 2026', 'nothing is lost', 'you own the household “Novákovi”'],
      },
      cs: {
        subject: 'Domácnost Novákovi bude smazána',
        link: 'https://saldo.example/settings/data',
        says: ['požádal(a) Petr', 'Smaže se 14. 5. 2026', 'nic neztratí'],
      },
    },
  ],
  [
    { kind: 'HOUSEHOLD_ERASED', household: 'Novákovi' },
    {
      en: {
        subject: 'Novákovi is deleted',
        link: 'https://saldo.example',
        says: ['its key is destroyed', 'an empty one is ready'],
      },
      cs: {
        subject: 'Domácnost Novákovi je smazaná',
        link: 'https://saldo.example',
        says: ['její klíč je zničený', 'čeká na vás nová, prázdná'],
      },
    },
  ],
  [
    { kind: 'PERSON_DELETION_ASKED', on: '2026-05-14' },
    {
      en: {
        subject: 'Your account will be deleted',
        link: 'https://saldo.example/settings/data',
        says: ['jana@example.com will be deleted on 14 May 2026', 'with one button'],
      },
      cs: {
        subject: 'Váš účet bude smazán',
        link: 'https://saldo.example/settings/data',
        says: ['jana@example.com bude smazán 14. 5. 2026', 'jedním tlačítkem'],
      },
    },
  ],
  [
    { kind: 'PERSON_ERASED' },
    {
      en: {
        subject: 'Your account is deleted',
        link: 'https://saldo.example',
        says: ['The account of jana@example.com has been deleted', 'the last mail'],
      },
      cs: {
        subject: 'Váš účet je smazaný',
        link: 'https://saldo.example',
        says: ['jana@example.com byl na vaši žádost smazán', 'poslední e-mail'],
      },
    },
  ],
  [
    { kind: 'CONSENT_ENDS', provider: 'csas', daysLeft: 14, endsOn: '2026-05-14' },
    {
      en: {
        subject: 'Česká spořitelna: access ends in 14 days',
        link: 'https://saldo.example/connections',
        says: ['is valid until 14 May 2026'],
      },
      cs: {
        subject: 'Česká spořitelna: přístup končí za 14 dní',
        link: 'https://saldo.example/connections',
        says: ['platí do 14. 5. 2026'],
      },
    },
  ],
  [
    { kind: 'SYNC_FAILING', provider: 'fio', ended: false, lastSuccessOn: '2026-05-02' },
    {
      en: {
        subject: 'Fio banka: fetching keeps failing',
        link: 'https://saldo.example/connections',
        says: ['last fetched on 2 May 2026', 'keeps trying automatically'],
      },
      cs: {
        subject: 'Fio banka: načítání se opakovaně nedaří',
        link: 'https://saldo.example/connections',
        says: ['Naposledy se to podařilo 2. 5. 2026'],
      },
    },
  ],
  [
    { kind: 'SYNC_FAILING', provider: 'mock-bank', ended: true, lastSuccessOn: null },
    {
      en: {
        subject: 'Mock bank: access has ended',
        link: 'https://saldo.example/connections',
        says: ['not been fetched successfully yet', 'Renew the access'],
      },
      cs: {
        subject: 'Zkušební banka: přístup skončil',
        link: 'https://saldo.example/connections',
        says: ['Zatím se nic načíst nepodařilo'],
      },
    },
  ],
  [
    {
      kind: 'IMPORT_DONE',
      importId: '0190',
      fileName: 'výpis.csv',
      added: 12_000,
      known: 340,
      waiting: 3,
      skipped: 0,
    },
    {
      en: {
        subject: 'Import finished: 12,000 new transactions',
        link: 'https://saldo.example/import/0190',
        says: ['Added: 12,000', 'Already there: 340', 'For you to check: 3', 'Left out: 0', '“výpis.csv”'],
      },
      cs: {
        subject: 'Import je hotový: 12 000 nových transakcí',
        link: 'https://saldo.example/import/0190',
        says: ['Přidáno: 12 000', 'Čeká na vás: 3', '„výpis.csv“'],
      },
    },
  ],
  [
    summary,
    {
      en: {
        subject: 'Novákovi: summary of April 2026',
        link: 'https://saldo.example/?from=2026-04-01&to=2026-04-30',
        says: [
          'Income: +CZK 65,000.00',
          'Expenses: \u2212CZK 42,100.50',
          'Net: +CZK 22,899.50',
          'Net worth on 30 Apr 2026: CZK 1,234,567,890,123.45',
          'Bydlení: \u2212CZK 18,000.00 (as much as then)',
          'Potraviny: \u2212CZK 9,000.50 (CZK 2,000.50 more)',
          'Doprava: \u2212CZK 5,000.00 (CZK 1,500.25 less)',
          'No category: \u2212CZK 100.00 (nothing then)',
          '2 amounts left out: \u2212JP¥12,000 that went out, JP¥30,000 in accounts.',
          'Switch it off in the settings: https://saldo.example/settings',
        ],
      },
      cs: {
        subject: 'Novákovi: souhrn za duben 2026',
        link: 'https://saldo.example/?from=2026-04-01&to=2026-04-30',
        says: [
          'Příjmy: +65 000,00 Kč',
          'Výdaje: \u221242 100,50 Kč',
          'Čisté jmění k 30. 4. 2026: 1 234 567 890 123,45 Kč',
          'Potraviny: \u22129 000,50 Kč (o 2 000,50 Kč více)',
          '2 částky jsou vynechané',
        ],
      },
    },
  ],
];

const cases = all.flatMap(([facts, expected]) =>
  (['en', 'cs'] as const).map((locale) => [facts.kind, locale, facts, expected[locale]] as const),
);

test.each(cases)(
  'writes %s in "%s" as text and as HTML that say the same',
  (_kind, locale, facts, { subject, link, says }) => {
    const mail = write(facts, locale);
    expect(mail.subject.replaceAll('\u00a0', ' ')).toBe(subject);
    expect(mail.to).toBe('to' in facts ? facts.to : 'jana@example.com');
    expect(mail.text.split('\n')).toContain(link);
    expect(mail.html).toContain(`href="${link.replaceAll('&', '&amp;')}"`);
    expect(mail.html).toContain(`<html lang="${locale}">`);
    for (const sentence of says) {
      expect(mail.text).toContain(sentence);
      // In HTML a figure stands in its own cell.
      for (const part of sentence.split(/: (?=[+\u2212\d]|CZK|https)| \(/))
        expect(mail.html).toContain(part.replace(/\)$/, ''));
    }
  },
);

test.each([
  [0, 'en', 'today'],
  [1, 'en', 'tomorrow'],
  [7, 'en', 'in 7 days'],
  [0, 'cs', 'dnes'],
  [1, 'cs', 'zítra'],
  [2, 'cs', 'za 2 dny'],
  [4, 'cs', 'za 4 dny'],
  [5, 'cs', 'za 5 dní'],
] as const)('says when %i days are left in "%s": %s', (daysLeft, locale, words) => {
  expect(
    write(
      { kind: 'CONSENT_ENDS', provider: 'fio', daysLeft, endsOn: '2026-05-14' },
      locale,
    ).subject.replaceAll('\u00a0', ' '),
  ).toMatch(new RegExp(` ${words}$`));
});

test.each([
  [0, 'en', 'nothing new'],
  [1, 'en', '1 new transaction'],
  [0, 'cs', 'nic nového'],
  [1, 'cs', '1 nová transakce'],
  [3, 'cs', '3 nové transakce'],
  [5, 'cs', '5 nových transakcí'],
] as const)('says that %i rows were added in "%s": %s', (added, locale, words) => {
  expect(
    write(
      { kind: 'IMPORT_DONE', importId: '1', fileName: 'a.csv', added, known: 1_000, waiting: 0, skipped: 0 },
      locale,
    ).subject,
  ).toMatch(new RegExp(`: ${words}$`));
});

describe('what people and banks wrote', () => {
  const evil = `<b>"&'</b><img src=x onerror=alert(1)><a href="javascript:x">`;

  test.each(['en', 'cs'] as const)('is escaped in HTML and left as it is in text, in "%s"', (locale) => {
    const mails = [
      write(
        {
          ...summary,
          household: evil,
          categories: [{ name: evil, expensesMinor: -1n, monthBeforeMinor: 0n }],
        },
        locale,
      ),
      write(
        { kind: 'IMPORT_DONE', importId: '1', fileName: evil, added: 1, known: 0, waiting: 0, skipped: 0 },
        locale,
      ),
    ];
    for (const { html, text } of mails) {
      expect(text).toContain(evil);
      expect(html).not.toMatch(/<(b>|img|a href="javascript)/);
      expect(html).toContain('&lt;b&gt;&quot;&amp;&#39;&lt;/b&gt;&lt;img');
    }
  });

  test('cannot break a subject into two headers', () => {
    expect(write({ ...summary, household: 'Nová\r\nBcc: all@example.com' }).subject).toBe(
      'Nová Bcc: all@example.com: summary of April 2026',
    );
  });

  test('may hold braces without being taken for a message', () => {
    expect(write({ ...summary, household: '{month} {x' }).text).toContain('{month} {x');
  });
});

test('loads nothing from anywhere and reports nothing back', () => {
  for (const [facts] of all)
    expect(write(facts).html).not.toMatch(
      /<(img|script|link|iframe|form|object)|url\(|@import|\bsrc=|\bon\w+=/i,
    );
});

test.each([
  [
    { kind: 'VERIFY_EMAIL', to: 'new@example.com', token: 'tok-en_3' },
    'https://saldo.example/verify#tok-en_3',
    'Confirm that new@example.com is yours',
  ],
  [
    { kind: 'EMAIL_CHANGE_BEGUN', to: 'old@example.com', newEmail: 'new@example.com' },
    'https://saldo.example/settings/security',
    'entered new@example.com as your new address',
  ],
] as const)('writes %j to the address that it is about', (facts, link, says) => {
  const mail = write(facts);
  expect(mail.to).toBe(facts.to);
  expect(mail.text.split('\n')).toContain(link);
  expect(mail.text).toContain(says);
});

test('says in a month without expenses that there were none, and hides no remark when everything was converted', () => {
  const { text } = write({
    ...summary,
    expensesMinor: 0n,
    categories: [],
    leftOut: [],
  });
  expect(text).toContain('Nothing was spent this month.');
  expect(text).not.toContain('left out');
});

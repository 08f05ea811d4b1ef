/** A test that ran and passed: where it is written, and its whole name. */
export interface PassedTest {
  file: string;
  name: string;
}

/**
 * What of OWASP's Application Security Verification Standard 5.0 Saldo means to meet, in our own words. A
 * test says by a number in its name ("ASVS 6.2.1: …") which of them it proves.
 */
const REQUIREMENTS: [id: string, what: string][] = [
  ['1.2.10', 'Cells of a CSV file are not taken for formulas'],
  ['2.2.1', 'Input is checked against what it should be'],
  ['2.2.2', 'It is checked by the server'],
  ['2.2.3', 'Values that belong together are checked together'],
  ['2.3.3', 'A change happens as a whole or not at all'],
  ['2.3.4', 'Nothing is done twice that counts once'],
  ['2.4.1', 'What costs something is limited'],
  ['3.3.1', 'Cookies are Secure, with a prefix'],
  ['3.3.2', 'Cookies have SameSite'],
  ['3.3.3', 'Cookies have the prefix __Host-'],
  ['3.3.4', 'Scripts cannot read the session'],
  ['3.4.1', 'HTTPS only, for a year'],
  ['3.4.2', 'No other origin may read answers'],
  ['3.4.3', 'A content security policy without unsafe scripts'],
  ['3.4.4', 'Types of content are not guessed'],
  ['3.4.5', 'Addresses are not told to other sites'],
  ['3.4.6', 'No other site frames a page'],
  ['3.5.1', 'No other site acts in a person’s name'],
  ['3.5.2', 'A preflight cannot be got around'],
  ['3.5.3', 'Changes are made by POST only'],
  ['4.1.1', 'Answers say what they are, requests must'],
  ['4.1.3', 'Headers of a proxy cannot be forged'],
  ['4.3.1', 'Queries are limited in depth and cost'],
  ['5.2.1', 'Files have a limit of size'],
  ['5.2.2', 'Files are what they claim to be'],
  ['5.2.3', 'Files cannot grow in memory'],
  ['5.3.2', 'Names from outside never become paths'],
  ['6.2.1', 'Passwords have eight characters at least'],
  ['6.2.3', 'Changing one needs the current one'],
  ['6.2.4', 'The most common ones are refused'],
  ['6.2.5', 'There are no rules of composition'],
  ['6.2.7', 'They can be pasted'],
  ['6.2.8', 'They are taken as they were typed'],
  ['6.2.9', 'They may be long'],
  ['6.2.11', 'Words that everybody would try are refused'],
  ['6.2.12', 'Passwords of known breaches are refused'],
  ['6.3.1', 'Guessing is slowed down'],
  ['6.3.2', 'There are no people to begin with'],
  ['6.3.3', 'A second factor'],
  ['6.3.8', 'Nothing tells who is registered'],
  ['6.4.1', 'Links to a new password are random, short-lived, and work once'],
  ['6.4.3', 'A new password does not skip the second factor'],
  ['6.5.1', 'A code works once'],
  ['6.5.3', 'Seeds of codes are random'],
  ['6.5.5', 'Codes live for half a minute'],
  ['6.6.3', 'Guessing codes is limited'],
  ['6.8.1', 'An identity is its issuer and subject'],
  ['7.2.2', 'Sessions are random references'],
  ['7.2.3', 'They are long, and not stored'],
  ['7.2.4', 'Signing in begins a new one'],
  ['7.3.1', 'It ends when it is not used'],
  ['7.3.2', 'It ends some day'],
  ['7.4.1', 'Signing out ends it on the server'],
  ['7.4.2', 'A person who is gone has none'],
  ['7.4.3', 'A change of factors ends the others'],
  ['7.5.1', 'Sensitive changes need a fresh proof'],
  ['7.5.2', 'People see and end their sessions'],
  ['8.2.1', 'Functions are for those who may'],
  ['8.2.2', 'Rows are for those who own them'],
  ['8.2.3', 'Fields are for those who may see them'],
  ['8.3.1', 'The server decides'],
  ['8.3.2', 'A change of role counts at once'],
  ['8.4.1', 'Households do not see each other'],
  ['10.1.2', 'A sign-in elsewhere belongs to the browser that began it'],
  ['10.2.1', 'Code flow with PKCE and state'],
  ['10.2.2', 'Providers are not mixed up'],
  ['10.4.6', 'Codes work once'],
  ['10.5.1', 'Tokens are not replayed'],
  ['10.5.2', 'The subject identifies, with its issuer'],
  ['10.5.4', 'Tokens for others are refused'],
  ['11.1.1', 'Keys have a life: made, changed, destroyed'],
  ['11.1.2', 'It is known what each key protects'],
  ['11.2.2', 'Keys and algorithms can be replaced'],
  ['11.3.2', 'Known good ciphers'],
  ['11.3.3', 'What was changed does not open'],
  ['11.4.2', 'Passwords are stored slowly'],
  ['11.5.1', 'Random is random'],
  ['12.1.1', 'TLS 1.2 or newer'],
  ['12.2.1', 'Nothing in the clear from outside'],
  ['12.3.1', 'TLS to the database'],
  ['13.2.2', 'The database lets a process do what it must only'],
  ['13.3.1', 'Secrets are in a store for secrets'],
  ['13.4.1', 'No repository in the image'],
  ['13.4.5', 'Metrics are not for everybody'],
  ['14.2.1', 'Nothing sensitive in addresses and logs'],
  ['14.3.2', 'Browsers keep no private answers'],
  ['15.3.1', 'Answers hold what was asked for'],
  ['15.3.3', 'Input cannot set other fields'],
  ['16.2.5', 'Logs hold nothing sensitive'],
  ['16.3.1', 'Sign-ins are logged'],
  ['16.3.2', 'Refusals are logged'],
  ['16.3.3', 'What looks like an attack is logged'],
  ['16.3.4', 'Failures are logged'],
  ['16.4.1', 'Log lines cannot be forged'],
  ['16.5.1', 'Errors do not tell what is inside'],
  ['16.5.2', 'Failure of a part is survived'],
  ['16.5.3', 'When in doubt, the answer is no'],
];

const NUMBERS = /\(?ASVS ((?:\d+\.\d+\.\d+)(?:, \d+\.\d+\.\d+)*)(?:: |\))?/g;
const [BEGIN, END] = ['<!-- The table is written by `npm test`. -->', '<!-- The end of the table. -->'];

/**
 * The document with its table made again from tests that passed. Throws for a number that the list above does
 * not know.
 */
export function withAsvsTable(document: string, tests: readonly PassedTest[]): string {
  const by = new Map<string, PassedTest[]>(REQUIREMENTS.map(([id]) => [id, []]));
  for (const test of tests) {
    for (const id of [...test.name.matchAll(NUMBERS)].flatMap(([, ids = '']) => ids.split(', '))) {
      const proofs = by.get(id);
      if (!proofs)
        throw new Error(
          `"${test.name}" names the requirement ${id}, which scripts/lib/asvs.ts does not list.`,
        );
      proofs.push({ file: test.file, name: test.name.replaceAll(NUMBERS, '').trim() });
    }
  }
  const rows = REQUIREMENTS.map(([id, what]) => `| ${id} | ${what} | ${proofs(by.get(id) ?? [])} |`);
  const [before, after] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (before < 0 || after < before) throw new Error('docs/security.md has lost the marks around its table.');
  return `${document.slice(0, before)}${BEGIN}\n\n| | what it asks | tests |\n|---|---|---|\n${rows.join('\n')}\n\n${document.slice(after)}`;
}

/** The first test of each file by its name, and how many more there are. */
function proofs(tests: PassedTest[]): string {
  if (tests.length === 0) return '**none**';
  const files = [...new Set(tests.map(({ file }) => file))].sort();
  return files
    .map((file) => {
      const names = [...new Set(tests.filter((test) => test.file === file).map(({ name }) => name))].sort();
      const more = names.length > 1 ? ` and ${names.length - 1} more` : '';
      return `${escape(names[0] ?? '')} (\`${file}\`${more})`;
    })
    .join('; ');
}

const escape = (text: string) => text.replace(/\s+/g, ' ').replace(/[|<>\\]/g, (mark) => `\\${mark}`);

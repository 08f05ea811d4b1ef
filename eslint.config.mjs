import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// Rules that find defects, and the one that keeps imports pointing one way (app → components → generated
// client, and app → graphql → lib → prisma). No rule about style.

const TESTS = ['**/*.test.{ts,tsx}', 'lib/testing/**', 'e2e/**', 'bench/**'];
// Where lib asks the database: data.ts reads and mutations.ts writes. What would be a second idea in one of
// them is a companion beside it, named here.
const ASKS_DATABASE = [
  'lib/**/{data,mutations}.ts',
  'lib/ledger/transactions/{running-balance,sums}.ts',
  'lib/{exchange/backup,platform,ledger/cells,ledger/door,ledger/rows,intake/reviews,testing}/**',
];
const SCRIPTS = [
  'scripts/**',
  'prisma/**',
  '*.config.{ts,mjs}',
  'codegen.ts',
  'server.ts',
  'worker.ts',
  'infra/**',
];

/** Imports that a place must not have, however the module is written: by alias or by a relative path. */
const folder = (name, message, except) => ({
  regex: `^(@/|(\\.\\.?/)+)${name}${except ? `/(?!(${except})(/|$))` : '(/|$)'}`,
  message,
});

const ASK_THERE =
  'Ask the database in data.ts (reads) or mutations.ts (writes) of its room, or in a companion that ASKS_DATABASE names.';
// Types may be named anywhere: a rule that works inside somebody's transaction says so in its signature.
const DATABASE = [
  {
    regex: '^(pg|pg-copy-streams|@prisma/client|@prisma/adapter-pg)(/|$)',
    message: ASK_THERE,
    allowTypeImports: true,
  },
  {
    regex: '^(@/|(\\.\\.?/)+)lib/platform/db/|^\\.\\.?/(\\.\\./)*db/',
    message: ASK_THERE,
    allowTypeImports: true,
  },
  {
    regex: '^(@/|(\\.\\.?/)+)prisma/__generated__(?!/enums)',
    message:
      'Row types stay in lib/<domain>/data.ts and mutations.ts; types.ts has the types that others see.',
  },
];
const FROM_LIB = ['graphql', 'app', 'components'].map((name) =>
  folder(name, `lib is true without ${name}: move what is needed into lib, or the caller into ${name}.`),
);
const FROM_COMPONENTS = [
  folder(
    'lib',
    'A component gets its data from a fragment and its words from next-intl; only pure modules of lib/core/money, lib/core/dates and lib/platform/i18n may be imported.',
    'core/money|core/dates|platform/i18n',
  ),
  folder(
    'graphql',
    'A component knows the API by graphql/__generated__/client only.',
    '__generated__/client',
  ),
  folder('app', 'Pages arrange components, not the other way round.'),
  {
    regex: '^(next/headers|server-only)$',
    message: 'Read headers and cookies in app/ and pass down what the component needs.',
  },
];
const CHARTS = {
  regex: '^(chart\\.js|react-chartjs-2)(/|$)',
  message: 'Charts are drawn by components/charts; use or extend a chart there.',
};

const restrict = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns: patterns.flat() }],
});

const PROCESS_ENV = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Read the environment through env() of lib/platform/env.ts, which checks it.',
};
// Prisma joins the findUnique calls of one tick into one statement, whichever transactions they come from.
const FIND_UNIQUE = {
  selector: 'MemberExpression[property.name=/^findUnique(OrThrow)?$/]',
  message:
    'Use findFirst or findFirstOrThrow, which asks in its own transaction (lib/platform/db/prisma.ts).',
};
const FORMATS = [
  'MemberExpression[property.name="toFixed"]',
  'MemberExpression[object.name="Intl"][property.name="NumberFormat"]',
].map((selector) => ({
  selector,
  message:
    'Amounts are written by lib/core/money and shown by components/money, which know the currency and the locale.',
}));

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '.next*/',
      'dist/',
      '.saldo/',
      'coverage/',
      '**/__generated__/',
      'next-env.d.ts',
      'e2e/artifacts/',
      'bench/results/',
    ],
  },
  // What is not TypeScript is a handful of files that run before anything is installed or compiled.
  { ignores: ['**/*.{js,mjs,cjs}'] },
  tseslint.configs.strictTypeChecked,
  reactHooks.configs.flat['recommended-latest'],
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // Numbers and bigints in texts are what texts are for.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `() => undefined` callbacks and `void promise` in JSX handlers are how both are written.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // `||` is right where an empty text means "not given".
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      // Resolvers and handlers are async by contract, whether or not they wait.
      '@typescript-eslint/require-await': 'off',
      // What has the shape is the thing; classes are compared by structure here like everything else.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Every indexed read may be undefined (noUncheckedIndexedAccess); `!` says that the index was checked.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `[...text]` gives code points, which is what it is used for.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true, allowRethrowing: true }],
    },
  },

  // Who may import what.
  { files: ['app/**'], rules: restrict(DATABASE, CHARTS) },
  {
    files: ['graphql/**'],
    rules: restrict(DATABASE, folder('(app|components)', 'The API does not know who draws its answers.')),
  },
  { files: ['lib/**'], rules: restrict(FROM_LIB, DATABASE) },
  {
    files: ASKS_DATABASE,
    rules: restrict(FROM_LIB),
  },
  { files: ['components/**'], rules: restrict(FROM_COMPONENTS, DATABASE, CHARTS) },
  { files: ['components/charts/**'], rules: restrict(FROM_COMPONENTS, DATABASE) },

  // Comments, SQL and queries are broken by hand at the width that prettier breaks code at. One literal that
  // fills its line is left whole, so that a sentence can be found by its words.
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      'max-len': [
        'error',
        {
          code: 110,
          ignoreUrls: true,
          ignoreRegExpLiterals: true,
          ignoreStrings: true,
          ignorePattern: '^import |^\\} from |className=|eslint-disable|^[^`]*`[^`]*`[\\])},;:]*$',
        },
      ],
    },
  },
  {
    // Files of banks, pages and queries of Prometheus, word lists: they are as wide as what they quote.
    files: [
      '**/fixtures/**',
      'infra/monitoring/**',
      'bench/load.ts',
      'graphql/traces.test.ts',
      'graphql/modules/files/statements.test.ts',
      'lib/intake/banks/sync/accountant.property.test.ts',
      'lib/core/rates/sources/sources.test.ts',
      'lib/exchange/notices/templates/frame.ts',
      'lib/intake/banks/mock/pages.ts',
      'lib/intake/files/csv/vocabulary.ts',
      'prisma/dump-of-feeds.test.ts',
    ],
    rules: { 'max-len': 'off' },
  },

  // What is said in one place only.
  {
    files: ['**/*.{ts,tsx}'],
    ignores: ['lib/platform/env.ts', ...SCRIPTS, ...TESTS],
    rules: { 'no-restricted-syntax': ['error', PROCESS_ENV, FIND_UNIQUE, ...FORMATS] },
  },
  {
    files: ['lib/core/money/**', 'components/money/**'],
    rules: { 'no-restricted-syntax': ['error', PROCESS_ENV, FIND_UNIQUE] },
  },

  {
    files: TESTS,
    rules: {
      // Matchers such as expect.any() are `any` by their types, and so is JSON that came back; the assertion
      // is the check.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      // Methods are wrapped and asserted about without being called.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-restricted-imports': 'off',
    },
  },
);

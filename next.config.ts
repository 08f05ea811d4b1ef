import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin({
  requestConfig: './lib/platform/i18n/request.ts',
  // Messages are compiled at build time, so that the ICU parser is not part of every page.
  experimental: { messages: { path: './messages', format: 'json', locales: ['en', 'cs'], precompile: true } },
});

const withDocuments = {
  condition: { all: [{ not: 'foreign' as const }, { content: /\bgraphql\(`|class TypedDocumentString/ }] },
  loaders: ['./scripts/lib/documents-loader.cjs'],
};

const config: NextConfig = {
  // Two servers of one checkout, a development one and a built one, must not share this folder.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  // Native add-ons and pino's worker cannot be bundled; Node loads them from node_modules instead.
  serverExternalPackages: [
    'sodium-native',
    '@node-rs/argon2',
    'pino',
    'pg',
    'pg-boss',
    '@prisma/client',
    '@prisma/adapter-pg',
    'graphql',
    '@apollo/server',
    'graphql-jit',
  ],
  // See the loader: a page carries its own queries, not those of all pages.
  turbopack: { rules: { '*.ts': withDocuments, '*.tsx': withDocuments } },
  // Types and lint are checked by `npm test` on the whole tree, once.
  typescript: { ignoreBuildErrors: true },
};

export default withNextIntl(config);

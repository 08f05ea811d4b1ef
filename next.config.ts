import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./lib/i18n/request.ts');

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native add-ons and pino's worker cannot be bundled; Node loads them from node_modules instead.
  serverExternalPackages: ['sodium-native', '@node-rs/argon2', 'pino', 'pg', 'pg-boss', '@prisma/client', '@prisma/adapter-pg', 'graphql', '@apollo/server', 'graphql-jit'],
  // Types and lint are checked by `npm test` on the whole tree, once.
  typescript: { ignoreBuildErrors: true },
};

export default withNextIntl(config);

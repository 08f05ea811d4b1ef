import path from 'node:path';
import { binary, runNode } from './processes';
import { hashFiles, sourceFiles, whenChanged } from './sources';

/**
 * Makes Prisma's client and the GraphQL types where their inputs changed since the last time.
 * @returns a remark on what was done, for the person who waits.
 */
export async function generate(root: string, signal?: AbortSignal): Promise<string> {
  const files = await sourceFiles(root);
  const prisma = await generatePrisma(root, files, signal);
  const graphql = await generateGraphql(root, signal);
  return prisma || graphql
    ? [prisma && 'database client', graphql && 'API types'].filter(Boolean).join(' and ')
    : 'up to date';
}

function generatePrisma(root: string, files: string[], signal?: AbortSignal): Promise<boolean> {
  const inputs = files.filter(
    (file) => file.endsWith('.prisma') || file === 'prisma.config.ts' || file === 'package-lock.json',
  );
  const made = path.join(root, 'prisma/__generated__');
  const stamp = path.join(root, 'node_modules/.saldo-prisma');
  return whenChanged(
    stamp,
    () => hashFiles(root, inputs),
    [made],
    () => runNode([binary('prisma'), 'generate', '--no-hints'], { signal }),
  );
}

/**
 * The resolver preset reads SDL, resolver files and the types that mappers name; the client preset the
 * documents in pages and components.
 */
function generateGraphql(root: string, signal?: AbortSignal): Promise<boolean> {
  const inputs =
    /^(graphql\/modules|app|components)\/|^lib\/.*\/types\.ts$|^(codegen\.ts|package-lock\.json)$/;
  const matters = (content: string, file: string) =>
    !/^(app|components)\//.test(file) || content.includes('graphql(');
  // Listed again each time: the preset makes files for resolvers that are missing.
  const hash = async () =>
    hashFiles(
      root,
      (await sourceFiles(root)).filter((file) => inputs.test(file)),
      matters,
    );
  const made = path.join(root, 'graphql/__generated__');
  const stamp = path.join(root, 'node_modules/.saldo-graphql');
  return whenChanged(stamp, hash, [path.join(made, 'types.ts'), path.join(made, 'client')], () =>
    runNode([binary('@graphql-codegen/cli', 'graphql-codegen'), '--config', 'codegen.ts'], { signal }),
  );
}

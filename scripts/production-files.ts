import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { nodeFileTrace } from '@vercel/nft';
import { main } from './lib/main';

// Puts what the built processes need at run time into the folder that is named, and nothing else: of
// node_modules only the files that something imports, followed by the tracer that Next uses for its own
// pages. Installed whole, the dependencies would be several times the size, compilers and an embedded
// PostgreSQL among them.

const PROCESSES = [
  'dist/server.js',
  'dist/worker.js',
  'dist/migrate.js',
  'dist/keys.js',
  'dist/backup.js',
  'dist/restore.js',
  'dist/ledger-verify.js',
  'dist/seed.js',
];
/** Read at run time by names that no tracer can follow. */
const READ_BY_NAME = [
  'package.json',
  'dist',
  'prisma/migrations',
  'node_modules/@prisma/schema-engine-wasm',
  `node_modules/sodium-native/prebuilds/linux-${process.arch}`,
];
/**
 * What a host starts around the image, below /app/host of it: so both are always of one version
 * (infra/src/user-data/saldo-up.sh).
 */
const FOR_HOSTS = ['docker-compose.yml', 'infra/roll-out.sh', 'infra/caddy', 'infra/monitoring'];
/** What the build leaves beside its result. */
const LEFT_OVER = ['cache', 'diagnostics', 'types', 'trace', 'trace-build', 'lock', 'turbopack'];
/** Images are not resized on the server, and types and pages are not compiled there. */
const NOT_NEEDED =
  /^node_modules\/(@img|sharp|typescript|@swc\/core[\w-]*|esbuild|@esbuild|caniuse-lite|lightningcss)(\/|$)|\.(map|d\.ts|md)$/;

/** What Next wrote down about its pages while it built them. */
async function pageFiles(root: string): Promise<string[]> {
  const traces = (await readdir(path.join(root, '.next'), { recursive: true })).filter((file) =>
    file.endsWith('.nft.json'),
  );
  const files = await Promise.all(
    traces.map(async (trace) => {
      const at = path.join(root, '.next', trace);
      const { files: relative } = JSON.parse(await readFile(at, 'utf8')) as { files: string[] };
      return relative.map((file) => path.relative(root, path.resolve(path.dirname(at), file)));
    }),
  );
  return files.flat();
}

await main(async ({ root }) => {
  const target = process.argv[2];
  if (!target) throw new Error('Say where to: node --import tsx scripts/production-files.ts FOLDER');
  await rm(target, { recursive: true, force: true });
  const { fileList } = await nodeFileTrace(PROCESSES, {
    base: root,
    ignore: (file) => NOT_NEEDED.test(file),
  });
  const wanted = new Set(
    [...fileList, ...(await pageFiles(root))].filter(
      (file) => !NOT_NEEDED.test(file) && !file.startsWith('..'),
    ),
  );
  const copy = (file: string) =>
    cp(path.join(root, file), path.join(target, file), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.map'),
    });
  for (const file of [...wanted].sort()) {
    await mkdir(path.join(target, path.dirname(file)), { recursive: true });
    await copy(file);
  }
  const built = (await readdir(path.join(root, '.next')))
    .filter((name) => !LEFT_OVER.includes(name))
    .map((name) => `.next/${name}`);
  for (const file of [...READ_BY_NAME, ...built]) await copy(file);
  for (const file of FOR_HOSTS)
    await cp(path.join(root, file), path.join(target, 'host', file), {
      recursive: true,
      filter: (source) => !/\.(ts|md)$/.test(source),
    });

  // The configuration as the build resolved it, handed over as Next's own standalone server does:
  // next.config.ts would need a compiler.
  const { config } = JSON.parse(
    await readFile(path.join(root, '.next/required-server-files.json'), 'utf8'),
  ) as { config: object };
  const server = path.join(target, 'dist/server.js');
  await writeFile(
    server,
    `process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = ${JSON.stringify(JSON.stringify(config))};\n${await readFile(server, 'utf8')}`,
  );
});

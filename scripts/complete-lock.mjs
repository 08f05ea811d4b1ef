// Adds to package-lock.json the optional packages of other platforms that the registry in use could not
// describe: without them `npm ci` refuses the lock file. Run it after a change of dependencies on a network
// with an incomplete registry.
import { readFileSync, writeFileSync } from 'node:fs';
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const OS = [
  'darwin',
  'linux',
  'win32',
  'freebsd',
  'android',
  'openharmony',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
];
const CPU = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'loong64', 'wasm32', 'mips64el'];
let added = 0;
for (const [at, entry] of Object.entries(lock.packages)) {
  for (const [name, spec] of Object.entries(entry.optionalDependencies ?? {})) {
    const exists = Object.keys(lock.packages).some(
      (k) => k === `node_modules/${name}` || k === `${at}/node_modules/${name}`,
    );
    if (exists) continue;
    const tokens = name
      .replace(/^@[^/]+\//, '')
      .replace('windows', 'win32')
      .split(/[-_]/);
    const os = OS.find((o) => tokens.includes(o));
    const cpu = CPU.find((c) => tokens.includes(c));
    const version = /^\d/.test(spec) ? spec : spec.replace(/^[\^~]/, '');
    const libc = tokens.includes('musl')
      ? ['musl']
      : os === 'linux' && tokens.includes('gnu')
        ? ['glibc']
        : undefined;
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(entry.dev ? { dev: true } : {}),
      ...(libc ? { libc } : {}),
      optional: true,
      ...(os ? { os: [os] } : {}),
    };
    console.log(name, version, os, cpu, libc?.[0] ?? '');
    added++;
  }
}
const { '': root, ...rest } = lock.packages;
lock.packages = {
  '': root,
  ...Object.fromEntries(Object.entries(rest).sort(([a], [b]) => a.localeCompare(b, 'en'))),
};
writeFileSync('package-lock.json', JSON.stringify(lock, null, 2) + '\n');
console.log('added', added);

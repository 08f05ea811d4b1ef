import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { faultsOf, type Import, isTest } from './lib/floors';
import { main } from './lib/main';
import { StepFailed } from './lib/processes';

/** Every import between files of lib, as the compiler resolves it. */
async function importsOfLib(root: string): Promise<Import[]> {
  const { output } = await cruise(
    ['lib'],
    {
      baseDir: root,
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '__generated__' },
      tsConfig: { fileName: 'tsconfig.json' },
    },
    {},
    {
      tsConfig: { options: { baseUrl: root, paths: { '@/*': ['./*'] } }, raw: {}, fileNames: [], errors: [] },
    },
  );
  return (output as ICruiseResult).modules
    .filter(({ source }) => !isTest(source))
    .flatMap(({ source, dependencies }) =>
      dependencies.map(({ resolved }) => ({ from: source, to: path.posix.normalize(resolved) })),
    )
    .filter(({ to }) => to.startsWith('lib/') && !isTest(to));
}

await main(async ({ root }) => {
  const imports = await importsOfLib(root);
  if (imports.length < 100)
    throw new StepFailed(`Only ${imports.length} imports were found in lib: they are not resolved.`);
  const faults = faultsOf(imports);
  if (faults.length > 0) throw new StepFailed(faults.join('\n'));
});

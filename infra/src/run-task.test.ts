import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SCRIPT = path.join(__dirname, 'run-task.sh');

/** Runs the script with an `aws` that starts the task named and says that it ended so. */
function runTask(started: string, ended: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'saldo-run-task-'));
  try {
    writeFileSync(
      path.join(folder, 'aws'),
      `#!/bin/bash\ncase $2 in run-task) echo '${started}';; describe-tasks) printf '%s\\n' $'${ended}';; esac\n`,
      { mode: 0o755 },
    );
    const { status, stderr } = spawnSync('bash', [SCRIPT], {
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${folder}:${process.env.PATH ?? ''}`,
        AWS_REGION: 'eu-central-1',
        CLUSTER: 'c',
        TASK_DEFINITION: 'migrate:7',
        SUBNETS: 'a,b',
        SECURITY_GROUP: 'g',
      },
    });
    return { status, stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the task before a roll-out', () => {
  it('succeeds when its container does', () => {
    expect(runTask('arn:aws:ecs:task/1', '0\\tEssential container exited')).toEqual({
      status: 0,
      stderr: '',
    });
  });

  it('stops the roll-out when its container fails', () => {
    expect(runTask('arn:aws:ecs:task/1', '1\\tEssential container exited')).toEqual({
      status: 1,
      stderr: 'The task of migrate:7 ended with 1: Essential container exited. Its log says why.\n',
    });
  });

  it('stops the roll-out when it ended before its container began', () => {
    expect(runTask('arn:aws:ecs:task/1', 'None\\tCannotPullContainerError').stderr).toContain(
      'ended with None: CannotPullContainerError',
    );
  });

  it('stops the roll-out when it could not be started', () => {
    expect(runTask('None', '').stderr).toBe('The task of migrate:7 could not be started.\n');
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { HEALTH_PATH } from '../health';

const here = (file: string) => readFileSync(path.join(__dirname, file), 'utf8');

/** Amazon takes no longer one. */
export const MAXIMUM_BYTES = 16_384;

const END = 'END_OF_FILE';

export interface UserDataArgs {
  region: string;
  stack: string;
  /** The parameters of this stack: "/saldo/single". */
  parameterPath: string;
  /** The block device of the data volume. */
  dataDevice: string;
}

interface HostFile {
  at: string;
  mode: string;
  content: string;
}

/** The scripts of the host, and what systemd has to know. What is started, and how, comes with the image. */
function hostFiles({ region, stack, parameterPath }: UserDataArgs): HostFile[] {
  const text = (at: string, ...lines: string[]): HostFile => ({
    at,
    mode: '0644',
    content: `${lines.join('\n')}\n`,
  });
  return [
    { at: '/usr/local/sbin/saldo-up', mode: '0755', content: here('saldo-up.sh') },
    { at: '/usr/local/sbin/saldo-watch', mode: '0755', content: here('saldo-watch.sh') },
    { at: '/usr/local/sbin/saldo-keep', mode: '0755', content: here('saldo-keep.sh') },
    text(
      '/etc/saldo/host',
      `AWS_REGION=${quote(region)}`,
      `HEALTH_PATH=${quote(HEALTH_PATH)}`,
      `PARAMETER_PATH=${quote(parameterPath)}`,
      `STACK=${quote(stack)}`,
    ),
    // Without it, PostgreSQL would be started on an empty folder of the root disk whenever the volume comes
    // late.
    text('/etc/systemd/system/docker.service.d/saldo.conf', '[Unit]', 'RequiresMountsFor=/srv/saldo'),
    text(
      '/etc/systemd/system/saldo-watch.service',
      '[Service]',
      'Type=oneshot',
      'ExecStart=-/usr/local/sbin/saldo-watch',
      'ExecStart=/usr/local/sbin/saldo-keep',
    ),
    text(
      '/etc/systemd/system/saldo-watch.timer',
      '[Timer]',
      'OnBootSec=2min',
      'OnUnitActiveSec=5min',
      '',
      '[Install]',
      'WantedBy=timers.target',
    ),
  ];
}

/**
 * The script of a host's first start. It depends on its arguments and the files of this repository only,
 * never on the time, so that a host is replaced when something changed and not otherwise. Throws when it is
 * longer than Amazon takes.
 */
export function renderUserData(args: UserDataArgs): string {
  const script = [
    '#!/bin/bash',
    'set -euo pipefail',
    `AWS_REGION=${quote(args.region)}`,
    `DATA_DEVICE=${quote(args.dataDevice)}`,
    '',
    'put() { mkdir -p "$(dirname "$2")"; cat >"$2"; chmod "$1" "$2"; }',
    ...hostFiles(args).flatMap(({ at, mode, content }) => [
      `put ${mode} ${at} <<'${END}'`,
      content.trimEnd(),
      END,
    ]),
    '',
    here('bootstrap.sh'),
  ].join('\n');
  const bytes = Buffer.byteLength(script);
  if (bytes > MAXIMUM_BYTES)
    throw new Error(
      `The user data has ${bytes} bytes, and Amazon takes ${MAXIMUM_BYTES}: shorten the files it carries.`,
    );
  return script;
}

/** As a word of the shell. */
function quote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

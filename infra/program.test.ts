import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startProgram } from './src/testing/engine';
import { IMAGE } from './src/testing/plan';

/** The configuration that the repository has for a stack, one `key: value` a line. */
function stackFile(stack: string): Record<string, string> {
  const lines = readFileSync(path.join(__dirname, `Pulumi.${stack}.yaml`), 'utf8').matchAll(
    /^ {2}(\w+:\w+): (.+)$/gm,
  );
  return Object.fromEntries([...lines].map(([, key = '', value = '']) => [key, value]));
}

describe('the program, started as Pulumi starts it', () => {
  it('puts up one host', async () => {
    const config = {
      ...stackFile('single'),
      'saldo:image': IMAGE,
      'saldo:amiId': 'ami-0123456789abcdef0',
      'saldo:secrets': '{"SMTP_PASSWORD":"between us"}',
    };
    const { code, said, types, outputs } = await startProgram('single', config, ['saldo:secrets']);
    expect({ code, said, outputs }).toEqual({
      code: 0,
      said: [],
      outputs: ['address', 'backupBucket', 'hostId', 'image', 'url'],
    });
    expect(types).toContain('aws:ec2/instance:Instance');
  });

  it('puts up many machines', async () => {
    const config = {
      ...stackFile('scale'),
      'saldo:image': IMAGE,
      'saldo:domain': 'saldo.example',
      'saldo:hostedZoneId': 'Z0123456789',
    };
    const { code, said, types, outputs } = await startProgram('scale', config);
    expect({ code, said, outputs }).toEqual({
      code: 0,
      said: [],
      outputs: ['cluster', 'filesBucket', 'image', 'url'],
    });
    expect(types).toContain('awsx:ec2:Vpc');
  });

  it('asks for nothing with a configuration that it does not understand', async () => {
    const { code, said, types } = await startProgram('single', {
      ...stackFile('single'),
      'saldo:image': 'docker.io/example/saldo:latest',
      'saldo:amiId': 'ami-0123456789abcdef0',
    });
    expect(code).not.toBe(0);
    expect(said.join()).toContain('name the image by its digest');
    expect(types).toEqual(['pulumi:pulumi:Stack']);
  });
});

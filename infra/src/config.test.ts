import { readSettings } from './config';

const IMAGE = `docker.io/example/saldo@sha256:${'0f'.repeat(32)}`;
const SINGLE = {
  profile: 'single',
  owner: 'me',
  image: IMAGE,
  instanceType: 't4g.small',
  amiId: 'ami-0123456789abcdef0',
};
const SCALE = {
  profile: 'scale',
  owner: 'me',
  image: IMAGE,
  domain: 'saldo.example',
  hostedZoneId: 'Z0123456789',
};

function read(given: Record<string, string | undefined>, secretKeys: string[] = []) {
  const all = Object.entries(given).flatMap(([key, value]) =>
    value === undefined ? [] : [[`saldo:${key}`, value]],
  );
  return readSettings(
    { 'aws:region': 'eu-central-1', ...(Object.fromEntries(all) as Record<string, string>) },
    secretKeys,
  );
}

describe('the configuration of a stack', () => {
  it('is read with what it leaves out filled in', () => {
    expect(read(SINGLE)).toEqual({
      ...SINGLE,
      dataVolumeGb: 20,
      disposable: false,
      environment: {},
      secrets: {},
    });
    expect(read({ ...SCALE, webMax: '4', environment: '{"SMTP_HOST":"smtp.example"}' })).toEqual({
      ...SCALE,
      database: 'rds',
      databaseClass: 'db.t4g.medium',
      webMin: 2,
      webMax: 4,
      workers: 2,
      environment: { SMTP_HOST: 'smtp.example' },
      secrets: {},
    });
  });

  it.each([
    ['an unknown key', { ...SINGLE, sshCdir: '203.0.113.7/32' }, /sshCdir/],
    ['a key of the other profile', { ...SINGLE, webMin: '2' }, /webMin/],
    ['no profile', { ...SINGLE, profile: undefined }, /profile/],
    ['an image by its tag', { ...SINGLE, image: 'docker.io/example/saldo:latest' }, /digest/],
    ['SSH from everywhere', { ...SINGLE, sshCidr: '0.0.0.0/0', sshPublicKey: 'ssh-ed25519 A' }, /refused/],
    [
      'SSH from half of everywhere',
      { ...SINGLE, sshCidr: '128.0.0.0/1', sshPublicKey: 'ssh-ed25519 A' },
      /refused/,
    ],
    ['SSH without a key', { ...SINGLE, sshCidr: '203.0.113.7/32' }, /sshPublicKey/],
    ['another kind of machine', { ...SINGLE, instanceType: 'm7i.metal' }, /instanceType/],
    ['an address instead of a domain', { ...SCALE, domain: 'https://saldo.example' }, /domain/],
    ['one web task', { ...SCALE, webMin: '1' }, /webMin/],
    ['fewer tasks at most than at least', { ...SCALE, webMin: '5', webMax: '4' }, /webMax/],
    ['a secret in plain configuration', { ...SINGLE, environment: '{"SMTP_PASSWORD":"x"}' }, /--secret/],
    ['a variable that the program sets', { ...SINGLE, environment: '{"DATABASE_URL":"x"}' }, /itself/],
    ['a value that would end its quotes', { ...SINGLE, environment: `{"SMTP_HOST":"a'; rm"}` }, /quote/],
  ])('is refused with %s', (_, given, message) => {
    expect(() => read(given)).toThrow(message);
  });

  it('takes secrets encrypted only', () => {
    const given = { ...SINGLE, secrets: '{"SMTP_PASSWORD":"between us"}' };
    expect(() => read(given)).toThrow(/--secret/);
    expect(read(given, ['saldo:secrets']).secrets).toEqual({ SMTP_PASSWORD: 'between us' });
  });
});

import type { SingleSettings } from '../config';
import { makeDisposable } from '../disposable';
import { policies } from '../policies';
import { described, IMAGE, planOf, type Plan } from '../testing/plan';
import { single } from './single';

const SETTINGS: SingleSettings = {
  profile: 'single',
  owner: 'tests',
  image: IMAGE,
  instanceType: 't4g.small',
  amiId: 'ami-0123456789abcdef0',
  dataVolumeGb: 20,
  disposable: false,
  domain: 'saldo.example',
  alarmEmail: 'operator@saldo.example',
  environment: { SMTP_HOST: 'smtp.saldo.example' },
  secrets: { SMTP_PASSWORD: 'between us' },
};
const planWith = (changes: Partial<SingleSettings> = {}) =>
  planOf('single', (place) => single({ ...SETTINGS, ...changes }, place));

describe('the stack of one host', () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planWith();
  });

  it('is what was last reviewed', () => {
    expect(described(plan)).toMatchSnapshot();
  });

  it('breaks no policy', () => {
    expect(
      plan.resources.flatMap((resource) => policies.flatMap(({ violations }) => violations(resource))),
    ).toEqual([]);
  });

  it.each([
    'aws:ec2/vpc:Vpc',
    'aws:ec2/subnet:Subnet',
    'aws:ec2/internetGateway:InternetGateway',
    'aws:ec2/routeTable:RouteTable',
    'aws:ec2/route:Route',
    'aws:ec2/routeTableAssociation:RouteTableAssociation',
    'aws:ec2/securityGroup:SecurityGroup',
    'aws:iam/instanceProfile:InstanceProfile',
    'aws:ec2/instance:Instance',
    'aws:ebs/volume:Volume',
    'aws:ec2/volumeAttachment:VolumeAttachment',
    'aws:ec2/eip:Eip',
    'aws:ec2/eipAssociation:EipAssociation',
    'aws:s3/bucket:Bucket',
    'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
    'aws:s3/bucketVersioning:BucketVersioning',
    'aws:sns/topicSubscription:TopicSubscription',
    'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
    'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration',
    'aws:dlm/lifecyclePolicy:LifecyclePolicy',
  ])('has one %s', (type) => {
    expect(plan.one(type)).toBeDefined();
  });

  it('leads its one subnet to the internet by one default route', () => {
    expect(plan.one('aws:ec2/route:Route').props).toEqual({
      routeTableId: 'network-id',
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: 'network-id',
    });
    expect(plan.one('aws:ec2/routeTableAssociation:RouteTableAssociation').props).toEqual({
      routeTableId: 'network-id',
      subnetId: 'network-id',
    });
  });

  it('opens the web ports and, unless a network is named, nothing else', async () => {
    const open = ({ props }: { props: Record<string, unknown> }) =>
      (props.ingress as { fromPort: number; toPort: number; cidrBlocks: string[] }[]).map((rule) => [
        rule.fromPort,
        rule.toPort,
        ...rule.cidrBlocks,
      ]);
    expect(open(plan.one('aws:ec2/securityGroup:SecurityGroup'))).toEqual([
      [80, 80, '0.0.0.0/0'],
      [443, 443, '0.0.0.0/0'],
    ]);
    const withSsh = await planWith({ sshCidr: '203.0.113.7/32', sshPublicKey: 'ssh-ed25519 AAAA' });
    expect(open(withSsh.one('aws:ec2/securityGroup:SecurityGroup'))).toContainEqual([
      22,
      22,
      '203.0.113.7/32',
    ]);
    expect(withSsh.one('aws:ec2/instance:Instance').props.keyName).toBe('host');
  });

  it('ASVS 13.3.1: keeps secrets encrypted, and the rest readable', () => {
    const types = Object.fromEntries(
      plan
        .of('aws:ssm/parameter:Parameter')
        .map(({ props }) => [String(props.name).replace('/saldo/single/', ''), props.type]),
    );
    expect(types).toEqual({
      DATABASE_PASSWORD: 'SecureString',
      DB_ENCRYPTION_KEY: 'SecureString',
      GRAFANA_PASSWORD: 'SecureString',
      METRICS_TOKEN: 'SecureString',
      NEXTAUTH_SECRET: 'SecureString',
      POSTGRES_PASSWORD: 'SecureString',
      SMTP_PASSWORD: 'SecureString',
      BACKUP_BUCKET: 'String',
      DOMAIN: 'String',
      NEXTAUTH_URL: 'String',
      SALDO_IMAGE: 'String',
      SMTP_HOST: 'String',
    });
  });

  it('lets the host read its own parameters and put backups, and neither read nor delete them', () => {
    const own = plan.of('aws:iam/rolePolicy:RolePolicy').find(({ name }) => name === 'host-own');
    const { Statement: statements } = JSON.parse(String(own?.props.policy)) as {
      Statement: { Action: string[]; Resource: unknown }[];
    };
    expect(statements.flatMap(({ Action }) => Action).sort()).toEqual([
      'cloudwatch:PutMetricData',
      's3:PutObject',
      'ssm:GetParametersByPath',
    ]);
    expect(statements.find(({ Action }) => Action.includes('s3:PutObject'))?.Resource).toBe(
      'arn:aws:mock:aws:s3/bucket:Bucket:backups/backups/*',
    );
    expect(statements.find(({ Action }) => Action.includes('ssm:GetParametersByPath'))?.Resource).toContain(
      'arn:aws:ssm:eu-central-1:123456789012:parameter/saldo/single/*',
    );
  });

  it('keeps the data on a volume of its own that outlives the host', () => {
    expect(plan.one('aws:ebs/volume:Volume')).toMatchObject({
      protect: true,
      props: { encrypted: true, size: 20 },
    });
    expect(plan.one('aws:ec2/instance:Instance').props).toMatchObject({
      userDataReplaceOnChange: true,
      rootBlockDevice: { encrypted: true },
    });
  });

  it('tells addresses and ids, and no secret', () => {
    expect(plan.outputs).toEqual({
      url: 'https://saldo.example',
      image: IMAGE,
      hostId: 'host-id',
      address: '203.0.113.7',
      backupBucket: 'backups-id',
    });
    expect(JSON.stringify(plan.one('aws:ec2/instance:Instance').props)).not.toMatch(/made up for|between us/);
  });

  it('is kept when the stack goes, unless it is disposable', async () => {
    expect(
      plan
        .of('aws:s3/bucket:Bucket')
        .concat(plan.of('aws:ebs/volume:Volume'))
        .map(({ protect }) => protect),
    ).toEqual([true, true]);
    const preview = await planOf(
      'pr-7',
      (place) => single({ ...SETTINGS, disposable: true }, place),
      makeDisposable,
    );
    expect(preview.resources.filter(({ protect }) => protect)).toEqual([]);
    expect(preview.one('aws:s3/bucket:Bucket').props.forceDestroy).toBe(true);
  });

  it.each([{ instanceType: 't3.micro' as const }, { disposable: true }])(
    'is not watched by dashboards of its own with %p',
    async (changes) => {
      const names = (await planWith(changes))
        .of('aws:ssm/parameter:Parameter')
        .map(({ props }) => String(props.name));
      expect(names).toContain('/saldo/single/DATABASE_PASSWORD');
      expect(names.filter((name) => /GRAFANA|METRICS/.test(name))).toEqual([]);
    },
  );

  it('is served by its address without a domain', async () => {
    const { outputs, resources } = await planWith({ domain: undefined });
    expect(outputs.url).toBe('http://203.0.113.7');
    expect(resources.map(({ props }) => props.name)).not.toContain('/saldo/single/DOMAIN');
  });

  it('reaches the running host with another image, and leaves the host in its place', async () => {
    const other = await planWith({ image: IMAGE.replaceAll('ab', 'cd') });
    const userData = (of: Plan) => of.one('aws:ec2/instance:Instance').props.userData;
    expect(userData(plan)).toContain('/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0123456789abcdef0');
    expect(userData(other)).toBe(userData(plan));
    expect(plan.one('aws:ssm/association:Association').props.parameters).toEqual({
      commands: expect.stringContaining('/saldo/single/SALDO_IMAGE:1'),
    });
  });
});

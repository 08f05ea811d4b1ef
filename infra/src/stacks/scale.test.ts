import type { ScaleSettings } from '../config';
import { policies } from '../policies';
import { described, IMAGE, planOf, type Plan } from '../testing/plan';
import { scale } from './scale';

const SETTINGS: ScaleSettings = {
  profile: 'scale',
  owner: 'tests',
  image: IMAGE,
  domain: 'saldo.example',
  hostedZoneId: 'Z0123456789ABCDEFGHIJ',
  database: 'rds',
  databaseClass: 'db.t4g.medium',
  webMin: 2,
  webMax: 10,
  workers: 2,
  alarmEmail: 'operator@saldo.example',
  environment: { SMTP_HOST: 'smtp.saldo.example' },
  secrets: { SMTP_PASSWORD: 'between us' },
};
const planWith = (changes: Partial<ScaleSettings> = {}) =>
  planOf('scale', (place) => scale({ ...SETTINGS, ...changes }, place));

interface Container {
  name: string;
  command: string[];
  image: string;
  environment: { name: string }[];
  secrets: { name: string; valueFrom: string }[];
}
const containersOf = (plan: Plan) =>
  plan
    .of('aws:ecs/taskDefinition:TaskDefinition')
    .flatMap(({ props }) => JSON.parse(String(props.containerDefinitions)) as Container[]);

describe('the stack of many machines', () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planWith();
  });

  it('is what was last reviewed', () => {
    expect(described(plan)).toMatchSnapshot();
  });

  it('breaks no policy, whichever database it has', async () => {
    for (const { resources } of [plan, await planWith({ database: 'aurora' })]) {
      expect(
        resources.flatMap((resource) => policies.flatMap(({ violations }) => violations(resource))),
      ).toEqual([]);
    }
  });

  it.each([
    'awsx:ec2:Vpc',
    'aws:lb/loadBalancer:LoadBalancer',
    'aws:lb/targetGroup:TargetGroup',
    'aws:acm/certificate:Certificate',
    'aws:ecs/cluster:Cluster',
    'command:local:Command',
    'aws:rds/instance:Instance',
    'aws:rds/proxy:Proxy',
    'aws:rds/proxyTarget:ProxyTarget',
    'aws:kms/key:Key',
    'aws:appautoscaling/target:Target',
    'aws:sns/topic:Topic',
  ])('has one %s', (type) => {
    expect(plan.one(type)).toBeDefined();
  });

  it('lays its network over three zones, with nothing left to a default', () => {
    expect(plan.one('awsx:ec2:Vpc').props).toMatchObject({
      numberOfAvailabilityZones: 3,
      natGateways: { strategy: 'Single' },
      subnetStrategy: 'Auto',
    });
    expect(
      (plan.one('awsx:ec2:Vpc').props.subnetSpecs as { type: string }[]).map(({ type }) => type),
    ).toEqual(['Public', 'Private', 'Isolated']);
  });

  it('lets only the load balancer face the internet, and each group only the one before it', () => {
    const rules = plan
      .of('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule')
      .map(
        ({ props }) =>
          `${String(props.cidrIpv4 ?? props.referencedSecurityGroupId)} -> ${String(props.securityGroupId)}:${String(props.fromPort)}`,
      );
    expect(rules.sort()).toEqual([
      '0.0.0.0/0 -> load-balancer-id:443',
      '0.0.0.0/0 -> load-balancer-id:80',
      'load-balancer-id -> web-id:3000',
      'proxy-id -> database-id:5432',
      'web-id -> proxy-id:5432',
      'worker-id -> proxy-id:5432',
    ]);
    expect(
      plan.of('aws:ec2/securityGroup:SecurityGroup').filter(({ props }) => props.ingress !== undefined),
    ).toEqual([]);
  });

  it('ASVS 12.1.1, 12.2.1: speaks HTTPS and sends plain HTTP there', () => {
    const [http, https] = ['HTTP', 'HTTPS'].map((protocol) =>
      plan.of('aws:lb/listener:Listener').find(({ props }) => props.protocol === protocol),
    );
    expect(https?.props).toMatchObject({
      port: 443,
      certificateArn: expect.any(String),
      sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    });
    expect(http?.props).toMatchObject({
      port: 80,
      defaultActions: [{ type: 'redirect', redirect: { protocol: 'HTTPS' } }],
    });
    expect(plan.one('aws:lb/loadBalancer:LoadBalancer').props).toMatchObject({
      securityGroups: ['load-balancer-id'],
      dropInvalidHeaderFields: true,
    });
    expect(plan.one('aws:lb/targetGroup:TargetGroup').props.name).toBeUndefined();
  });

  it('ASVS 12.3.1: goes to the database by TLS with a certificate that is checked, and the database takes nothing else', () => {
    const addresses = plan
      .of('aws:secretsmanager/secretVersion:SecretVersion')
      .flatMap(({ props }) => JSON.stringify(props).match(/postgresql:[^"\\]+/g) ?? []);
    expect(addresses).toHaveLength(2);
    for (const address of addresses) expect(address).toMatch(/\?sslmode=verify-full$/);
    expect(plan.one('aws:rds/parameterGroup:ParameterGroup').props.parameters).toContainEqual({
      name: 'rds.force_ssl',
      value: '1',
    });
    expect(plan.one('aws:rds/proxy:Proxy').props.requireTls).toBe(true);
  });

  it('runs the one image by its three commands', () => {
    expect(containersOf(plan).map(({ name, command, image }) => [name, command, image])).toEqual([
      ['migrate', ['dist/migrate.js'], IMAGE],
      ['web', ['dist/server.js'], IMAGE],
      ['worker', ['dist/worker.js'], IMAGE],
    ]);
  });

  it('ASVS 13.3.1: hands out secrets by reference only, and the owner of the tables to migrations only', () => {
    for (const { name: container, environment, secrets } of containersOf(plan)) {
      expect(environment.map(({ name }) => name)).toEqual([
        'AWS_REGION',
        'KMS_KEY_ID',
        'NEXTAUTH_URL',
        'SMTP_HOST',
        'TRUSTED_PROXIES',
      ]);
      expect(secrets.map(({ name }) => name)).toEqual([
        'DATABASE_URL',
        'DB_ENCRYPTION_KEY',
        'NEXTAUTH_SECRET',
        'SMTP_PASSWORD',
        ...(container === 'migrate' ? ['DATABASE_OWNER_URL'] : []),
      ]);
    }
    const elsewhere = plan.resources.filter(
      ({ type }) => type !== 'aws:secretsmanager/secretVersion:SecretVersion' && !type.startsWith('aws:rds/'),
    );
    expect(JSON.stringify(elsewhere.map(({ props }) => props))).not.toMatch(/made up for|between us/);
    expect(plan.outputs).toEqual({
      url: 'https://saldo.example',
      image: IMAGE,
      cluster: 'processes',
      filesBucket: 'files-id',
    });
  });

  it('keeps at least two web tasks and adds more for busy processors and for many requests', () => {
    expect(
      plan
        .of('aws:ecs/service:Service')
        .map(({ name, props }) => [name, props.desiredCount, props.deploymentCircuitBreaker]),
    ).toEqual([
      ['web', 2, { enable: true, rollback: true }],
      ['worker', 2, { enable: true, rollback: true }],
    ]);
    expect(plan.one('aws:appautoscaling/target:Target').props).toMatchObject({
      minCapacity: 2,
      maxCapacity: 10,
    });
    const metrics = plan.of('aws:appautoscaling/policy:Policy').map(
      ({ props }) =>
        (
          props.targetTrackingScalingPolicyConfiguration as {
            predefinedMetricSpecification: { predefinedMetricType: string };
          }
        ).predefinedMetricSpecification.predefinedMetricType,
    );
    expect(metrics.sort()).toEqual(['ALBRequestCountPerTarget', 'ECSServiceAverageCPUUtilization']);
  });

  it('has a database in two zones, encrypted with its own key, protected, and restorable to any second of two weeks', async () => {
    expect(plan.one('aws:rds/instance:Instance')).toMatchObject({
      protect: true,
      props: {
        multiAz: true,
        storageEncrypted: true,
        kmsKeyId: 'arn:aws:mock:aws:kms/key:Key:key',
        deletionProtection: true,
        backupRetentionPeriod: 14,
      },
    });
    const aurora = await planWith({ database: 'aurora' });
    expect(aurora.of('aws:rds/clusterInstance:ClusterInstance')).toHaveLength(2);
    expect(aurora.one('aws:rds/cluster:Cluster')).toMatchObject({
      protect: true,
      props: { storageEncrypted: true, deletionProtection: true, backupRetentionPeriod: 14 },
    });
    expect(aurora.of('aws:rds/instance:Instance')).toEqual([]);
  });

  it('lets each process wrap data keys with the key of the account, and with no other', () => {
    const key = 'arn:aws:mock:aws:kms/key:Key:key';
    for (const { name, environment } of containersOf(plan)) {
      expect(environment).toEqual(expect.arrayContaining([{ name: 'KMS_KEY_ID', value: key }]));
      const { policy } = plan.of('aws:iam/rolePolicy:RolePolicy').find((role) => role.name === name)
        ?.props as { policy: string };
      const uses = (
        JSON.parse(policy) as { Statement: { Action: string[]; Resource: unknown }[] }
      ).Statement.filter(({ Action }) => Action.some((action) => action.startsWith('kms:')));
      expect(uses).toEqual([
        expect.objectContaining({
          Action: expect.arrayContaining(['kms:Encrypt', 'kms:Decrypt']),
          Resource: key,
        }),
      ]);
    }
  });
});

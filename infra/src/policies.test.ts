import { policies, type PlannedResource } from './policies';
import { REQUIRED_TAGS } from './tags';

const planned = (
  type: string,
  props: Record<string, unknown>,
  more: Partial<PlannedResource> = {},
): PlannedResource => ({
  type,
  name: 'tried',
  props,
  protect: true,
  providerTags: [...REQUIRED_TAGS],
  ...more,
});
const statement = (...given: unknown[]) => ({
  policy: JSON.stringify({ Version: '2012-10-17', Statement: given }),
});
const container = (changes: Record<string, unknown>) => ({
  containerDefinitions: JSON.stringify([
    { image: `saldo@sha256:${'a'.repeat(64)}`, readonlyRootFilesystem: true, environment: [], ...changes },
  ]),
});
const database = {
  storageEncrypted: true,
  publiclyAccessible: false,
  deletionProtection: true,
  skipFinalSnapshot: false,
  backupRetentionPeriod: 14,
};
const open = {
  bucket: 'b',
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};
const network = {
  cidrBlock: '10.0.0.0/16',
  numberOfAvailabilityZones: 3,
  natGateways: {},
  subnetStrategy: 'Auto',
  subnetSpecs: [],
};

const SECURITY_GROUP = 'aws:ec2/securityGroup:SecurityGroup';
const RULE = 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule';
const INSTANCE = 'aws:ec2/instance:Instance';
const ROLE_POLICY = 'aws:iam/rolePolicy:RolePolicy';
const LISTENER = 'aws:lb/listener:Listener';
const TASK = 'aws:ecs/taskDefinition:TaskDefinition';

/** What breaks each policy, and the nearest thing that does not. */
const CASES: Record<string, { broken: PlannedResource[]; fine: PlannedResource[] }> = {
  'no-open-admin-port': {
    broken: [
      planned(SECURITY_GROUP, {
        ingress: [{ protocol: 'tcp', fromPort: 22, toPort: 22, cidrBlocks: ['0.0.0.0/0'] }],
      }),
      planned(SECURITY_GROUP, {
        ingress: [{ protocol: 'tcp', fromPort: 0, toPort: 65535, ipv6CidrBlocks: ['::/0'] }],
      }),
      planned(SECURITY_GROUP, {
        ingress: [{ protocol: '-1', fromPort: 0, toPort: 0, cidrBlocks: ['0.0.0.0/0'] }],
      }),
      planned(RULE, { ipProtocol: 'tcp', fromPort: 5432, toPort: 5432, cidrIpv4: '0.0.0.0/0' }),
      planned('aws:ec2/securityGroupRule:SecurityGroupRule', {
        type: 'ingress',
        protocol: 'tcp',
        fromPort: 22,
        toPort: 22,
        cidrBlocks: ['0.0.0.0/0'],
      }),
    ],
    fine: [
      planned(SECURITY_GROUP, {
        ingress: [
          { protocol: 'tcp', fromPort: 22, toPort: 22, cidrBlocks: ['203.0.113.7/32'] },
          { protocol: 'tcp', fromPort: 443, toPort: 443, cidrBlocks: ['0.0.0.0/0'] },
        ],
      }),
      planned(RULE, { ipProtocol: 'tcp', fromPort: 5432, toPort: 5432, referencedSecurityGroupId: 'sg' }),
    ],
  },
  'encrypted-storage': {
    broken: [
      planned('aws:ebs/volume:Volume', { size: 20 }),
      planned(INSTANCE, { rootBlockDevice: { encrypted: false } }),
      planned(INSTANCE, {
        rootBlockDevice: { encrypted: true },
        ebsBlockDevices: [{ deviceName: '/dev/sdg' }],
      }),
      planned(INSTANCE, {}),
      planned('aws:rds/instance:Instance', { ...database, storageEncrypted: undefined }),
      planned('aws:rds/cluster:Cluster', { ...database, storageEncrypted: false }),
    ],
    fine: [
      planned('aws:ebs/volume:Volume', { encrypted: true }),
      planned(INSTANCE, { rootBlockDevice: { encrypted: true } }),
      planned('aws:rds/instance:Instance', database),
    ],
  },
  'metadata-for-the-host-only': {
    broken: [
      planned(INSTANCE, {}),
      planned(INSTANCE, { metadataOptions: { httpTokens: 'optional', httpPutResponseHopLimit: 1 } }),
      planned('aws:ec2/launchTemplate:LaunchTemplate', {
        metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
      }),
    ],
    fine: [planned(INSTANCE, { metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 } })],
  },
  'no-boundless-permission': {
    broken: [
      planned(ROLE_POLICY, statement({ Effect: 'Allow', Action: '*', Resource: '*' })),
      planned(
        'aws:iam/policy:Policy',
        statement({ Effect: 'Allow', Action: ['s3:GetObject', 's3:*'], Resource: ['*'] }),
      ),
      planned('aws:iam/role:Role', {
        inlinePolicies: [statement({ Effect: 'Allow', Action: '*', Resource: '*' })],
      }),
    ],
    fine: [
      planned(
        ROLE_POLICY,
        statement(
          { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::one/*' },
          { Effect: 'Allow', Action: 'cloudwatch:PutMetricData', Resource: '*' },
          { Effect: 'Deny', Action: '*', Resource: '*' },
        ),
      ),
    ],
  },
  'private-buckets': {
    broken: ['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'].map(
      (part) => planned('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock', { ...open, [part]: false }),
    ),
    fine: [planned('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock', open)],
  },
  'safe-databases': {
    broken: [
      planned('aws:rds/instance:Instance', { ...database, publiclyAccessible: true }),
      planned('aws:rds/instance:Instance', { ...database, deletionProtection: false }),
      planned('aws:rds/cluster:Cluster', { ...database, skipFinalSnapshot: true }),
      planned('aws:rds/cluster:Cluster', { ...database, backupRetentionPeriod: 1 }),
      planned('aws:rds/instance:Instance', { ...database, backupRetentionPeriod: undefined }),
      planned('aws:rds/proxy:Proxy', { requireTls: false }),
      planned('aws:rds/parameterGroup:ParameterGroup', {
        parameters: [{ name: 'rds.force_ssl', value: '0' }],
      }),
    ],
    fine: [
      planned('aws:rds/instance:Instance', database),
      planned('aws:rds/proxy:Proxy', { requireTls: true }),
      planned('aws:rds/clusterParameterGroup:ClusterParameterGroup', {
        parameters: [{ name: 'rds.force_ssl', value: '1' }],
      }),
    ],
  },
  'tls-for-everyone': {
    broken: [
      planned(LISTENER, { protocol: 'HTTP', defaultActions: [{ type: 'forward' }] }),
      planned(LISTENER, { protocol: 'HTTPS', sslPolicy: 'ELBSecurityPolicy-2016-08' }),
      planned(LISTENER, { protocol: 'HTTPS' }),
    ],
    fine: [
      planned(LISTENER, { protocol: 'HTTP', defaultActions: [{ type: 'redirect' }] }),
      planned(LISTENER, { protocol: 'HTTPS', sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' }),
    ],
  },
  'hardened-containers': {
    broken: [
      planned(TASK, container({ image: 'saldo:latest' })),
      planned(TASK, container({ readonlyRootFilesystem: undefined })),
      planned(TASK, container({ environment: [{ name: 'DB_ENCRYPTION_KEY', value: 'x' }] })),
      planned(TASK, container({ environment: [{ name: 'DATABASE_URL', value: 'x' }] })),
    ],
    fine: [planned(TASK, container({ environment: [{ name: 'SMTP_HOST', value: 'smtp.example' }] }))],
  },
  'explicit-awsx': {
    broken: [
      ...Object.keys(network).map((part) => planned('awsx:ec2:Vpc', { ...network, [part]: undefined })),
      planned('awsx:lb:ApplicationLoadBalancer', {}),
    ],
    fine: [planned('awsx:ec2:Vpc', network)],
  },
  tagged: {
    broken: [
      planned('aws:sns/topic:Topic', {}, { providerTags: [] }),
      planned('aws:sns/topic:Topic', {}, { providerTags: ['project', 'stack', 'owner'] }),
    ],
    fine: [
      planned('aws:sns/topic:Topic', {}),
      planned('random:index/randomBytes:RandomBytes', {}, { providerTags: [] }),
    ],
  },
  'protected-data': {
    broken: [
      'aws:ebs/volume:Volume',
      'aws:s3/bucket:Bucket',
      'aws:rds/cluster:Cluster',
      'aws:kms/key:Key',
      'random:index/randomBytes:RandomBytes',
    ].map((type) => planned(type, {}, { protect: false })),
    fine: [planned('aws:ebs/volume:Volume', {}), planned('aws:sns/topic:Topic', {}, { protect: false })],
  },
};

describe('policies', () => {
  it('are all tried', () => {
    expect(Object.keys(CASES).sort()).toEqual(policies.map(({ name }) => name).sort());
  });

  describe.each(policies)('$name', ({ name, violations }) => {
    const { broken = [], fine = [] } = CASES[name] ?? {};
    it.each(broken.map((resource) => [JSON.stringify([resource.type, resource.props]), resource] as const))(
      'refuses %s',
      (_, resource) => {
        expect(violations(resource)).not.toEqual([]);
      },
    );
    it.each(fine.map((resource) => [JSON.stringify([resource.type, resource.props]), resource] as const))(
      'accepts %s',
      (_, resource) => {
        expect(violations(resource)).toEqual([]);
      },
    );
  });
});

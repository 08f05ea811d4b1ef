import { REQUIRED_TAGS } from './tags';

/** A resource as a preview or a test sees it. */
export interface PlannedResource {
  type: string;
  name: string;
  props: Record<string, unknown>;
  protect: boolean;
  /** Names of the default tags of the provider that makes it. */
  providerTags: string[];
}

/**
 * A rule that no stack may break. `violations` says in sentences what is wrong with one resource; nothing
 * means that it is fine.
 */
export interface Policy {
  name: string;
  description: string;
  violations: (resource: PlannedResource) => string[];
}

const EVERYONE = ['0.0.0.0/0', '::/0'];
const CLOSED_PORTS = [22, 5432];
const HOLDS_DATA = [
  'aws:ebs/volume:Volume',
  'aws:s3/bucket:Bucket',
  'aws:rds/instance:Instance',
  'aws:rds/cluster:Cluster',
  'aws:kms/key:Key',
  'aws:secretsmanager/secret:Secret',
  'random:index/randomBytes:RandomBytes',
  'random:index/randomPassword:RandomPassword',
];
const SOUNDS_SECRET = /PASSWORD|SECRET|KEY(?!_ID\b)|TOKEN|DSN|DATABASE_URL/;

type Props = Record<string, unknown>;
const record = (value: unknown): Props =>
  typeof value === 'object' && value !== null ? (value as Props) : {};
const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
const when = (broken: boolean, sentence: string): string[] => (broken ? [sentence] : []);

/** Ports that a rule of a security group opens for everyone. */
function opened(rule: Props): number[] {
  const sources = [...list(rule.cidrBlocks), ...list(rule.ipv6CidrBlocks), rule.cidrIpv4, rule.cidrIpv6];
  if (!sources.some((source) => EVERYONE.includes(String(source)))) return [];
  if (String(rule.protocol ?? rule.ipProtocol) === '-1') return CLOSED_PORTS;
  return CLOSED_PORTS.filter((port) => Number(rule.fromPort) <= port && port <= Number(rule.toPort));
}

function statements(document: unknown): Props[] {
  const parsed = typeof document === 'string' ? (JSON.parse(document) as unknown) : document;
  return list(record(parsed).Statement).map(record);
}

function containers(props: Props): Props[] {
  return typeof props.containerDefinitions === 'string'
    ? (JSON.parse(props.containerDefinitions) as unknown[]).map(record)
    : [];
}

export const policies: Policy[] = [
  {
    name: 'no-open-admin-port',
    description: 'SSH and PostgreSQL are never open to the whole internet.',
    violations: ({ type, props }) => {
      const rules =
        type === 'aws:ec2/securityGroup:SecurityGroup'
          ? list(props.ingress).map(record)
          : type === 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule' ||
              (type === 'aws:ec2/securityGroupRule:SecurityGroupRule' && props.type === 'ingress')
            ? [props]
            : [];
      return rules
        .flatMap(opened)
        .map(
          (port) => `port ${port} is open to the whole internet; name the network or the group that needs it`,
        );
    },
  },
  {
    name: 'encrypted-storage',
    description: 'Every disk and database is encrypted.',
    violations: ({ type, props }) => {
      if (type === 'aws:ebs/volume:Volume')
        return when(props.encrypted !== true, 'the volume is not encrypted');
      if (type === 'aws:ec2/instance:Instance')
        return [props.rootBlockDevice, ...list(props.ebsBlockDevices)].flatMap((device) =>
          when(record(device).encrypted !== true, 'a disk of the instance is not encrypted'),
        );
      if (type === 'aws:rds/instance:Instance' || type === 'aws:rds/cluster:Cluster')
        return when(props.storageEncrypted !== true, 'the database is not encrypted');
      return [];
    },
  },
  {
    name: 'metadata-for-the-host-only',
    description: 'Instances answer IMDSv2 only, and no container.',
    violations: ({ type, props }) => {
      if (type !== 'aws:ec2/instance:Instance' && type !== 'aws:ec2/launchTemplate:LaunchTemplate') return [];
      const options = record(props.metadataOptions);
      return [
        ...when(options.httpTokens !== 'required', 'metadataOptions.httpTokens must be "required"'),
        ...when(options.httpPutResponseHopLimit !== 1, 'metadataOptions.httpPutResponseHopLimit must be 1'),
      ];
    },
  },
  {
    name: 'no-boundless-permission',
    description: 'No IAM statement allows every action on every resource, nor every action of a service.',
    violations: ({ type, props }) => {
      if (!type.startsWith('aws:iam/')) return [];
      return [
        ...statements(props.policy),
        ...list(props.inlinePolicies).flatMap((inline) => statements(record(inline).policy)),
      ].flatMap((statement) =>
        when(
          statement.Effect === 'Allow' &&
            list(statement.Action).some((action) => /^(\*|[\w-]+:\*)$/.test(String(action))) &&
            list(statement.Resource).some((resource) => resource === '*'),
          'a statement allows all actions on all resources; name the ones that are needed',
        ),
      );
    },
  },
  {
    name: 'private-buckets',
    description: 'Buckets are closed to the public.',
    violations: ({ type, props }) =>
      type === 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock'
        ? ['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'].flatMap(
            (part) => when(props[part] !== true, `${part} must be true`),
          )
        : [],
  },
  {
    name: 'safe-databases',
    description:
      'Databases are private, cannot be deleted by mistake, and can be restored to any second of at least a week.',
    violations: ({ type, props }) => {
      if (type === 'aws:rds/proxy:Proxy')
        return when(props.requireTls !== true, 'the proxy must require TLS');
      if (
        type === 'aws:rds/parameterGroup:ParameterGroup' ||
        type === 'aws:rds/clusterParameterGroup:ClusterParameterGroup'
      ) {
        return when(
          !list(props.parameters).some(
            (parameter) => record(parameter).name === 'rds.force_ssl' && record(parameter).value === '1',
          ),
          'rds.force_ssl must be 1',
        );
      }
      if (type !== 'aws:rds/instance:Instance' && type !== 'aws:rds/cluster:Cluster') return [];
      return [
        ...when(props.publiclyAccessible === true, 'the database has a public address'),
        ...when(props.deletionProtection !== true, 'deletionProtection must be true'),
        ...when(props.skipFinalSnapshot !== false, 'skipFinalSnapshot must be false'),
        ...when(!(Number(props.backupRetentionPeriod) >= 7), 'backupRetentionPeriod must be 7 days or more'),
      ];
    },
  },
  {
    name: 'tls-for-everyone',
    description: 'Load balancers speak TLS 1.2 or newer, and send plain HTTP there.',
    violations: ({ type, props }) => {
      if (type !== 'aws:lb/listener:Listener') return [];
      if (props.protocol === 'HTTPS')
        return when(
          !/TLS13|TLS-1-2/.test(String(props.sslPolicy)),
          'sslPolicy must exclude TLS 1.1 and older',
        );
      return when(
        !list(props.defaultActions).every((action) => record(action).type === 'redirect'),
        'a listener without TLS may only redirect',
      );
    },
  },
  {
    name: 'hardened-containers',
    description:
      'Containers are named by digest, cannot write to their own file system, and carry no secret in plain environment variables.',
    violations: ({ type, props }) =>
      type === 'aws:ecs/taskDefinition:TaskDefinition'
        ? containers(props).flatMap((container) => [
            ...when(
              !/@sha256:[0-9a-f]{64}$/.test(String(container.image)),
              'the image must be named by its digest',
            ),
            ...when(container.readonlyRootFilesystem !== true, 'readonlyRootFilesystem must be true'),
            ...list(container.environment)
              .map((variable) => String(record(variable).name))
              .filter((name) => SOUNDS_SECRET.test(name))
              .map((name) => `${name} belongs into secrets`),
          ])
        : [],
  },
  {
    name: 'explicit-awsx',
    description: 'Components whose children nobody sees here leave nothing to a default.',
    violations: ({ type, props }) => {
      if (!type.startsWith('awsx:')) return [];
      if (type !== 'awsx:ec2:Vpc')
        return [
          'awsx makes networks only: its load balancers and services open themselves to everyone by default',
        ];
      return [
        'cidrBlock',
        'numberOfAvailabilityZones',
        'natGateways',
        'subnetStrategy',
        'subnetSpecs',
      ].flatMap((part) => when(props[part] === undefined, `${part} must be given`));
    },
  },
  {
    name: 'tagged',
    description: 'Everything says what it belongs to.',
    violations: ({ type, providerTags }) =>
      type.startsWith('aws:')
        ? REQUIRED_TAGS.filter((tag) => !providerTags.includes(tag)).map(
            (tag) => `the tag ${tag} is missing: make it with the stack's own provider`,
          )
        : [],
  },
  {
    name: 'protected-data',
    description: 'What holds data or opens it is not deleted with the stack.',
    violations: ({ type, protect }) => when(HOLDS_DATA.includes(type) && !protect, 'it must be protected'),
  },
];

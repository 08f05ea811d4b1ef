import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { assumableBy, policyDocument } from '../policy-document';
import type { PrivateNetwork } from './private-network';

const NAME = 'saldo';
const APPLICATION = 'saldo_app';
const ENGINE_VERSION = '17';
const FAMILY = { rds: `postgres${ENGINE_VERSION}`, aurora: `aurora-postgresql${ENGINE_VERSION}` };
const DAYS_KEPT = 14;

interface Credentials {
  secret: aws.secretsmanager.Secret;
  version: pulumi.Resource;
}

interface DatabaseArgs {
  network: PrivateNetwork;
  kind: 'rds' | 'aurora';
  instanceClass: string;
  /** Of the role that owns the tables. */
  ownerPassword: pulumi.Output<string>;
  /** Of the role that processes sign in with. The first migration makes it. */
  password: pulumi.Output<string>;
  kmsKeyArn: pulumi.Output<string>;
}

/**
 * PostgreSQL in two zones behind a proxy that keeps its connections through a fail-over. Encrypted, reached
 * by TLS and from the private network only, restorable to any second of the last 14 days, and not to be
 * deleted by mistake.
 */
export class Database extends pulumi.ComponentResource {
  /** Where the processes connect, with the password inside. */
  readonly url: pulumi.Output<string>;
  /** Where migrations connect. */
  readonly ownerUrl: pulumi.Output<string>;
  /** The dimension under which CloudWatch counts for the database. */
  readonly dimensions: Record<string, pulumi.Output<string>>;

  constructor(
    private readonly prefix: string,
    private readonly args: DatabaseArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super('saldo:database:Database', prefix, {}, opts);
    const child = { parent: this };
    const subnets = new aws.rds.SubnetGroup(prefix, { subnetIds: args.network.isolatedSubnetIds }, child);
    const target = args.kind === 'rds' ? this.instance(subnets) : this.cluster(subnets);
    this.dimensions =
      args.kind === 'rds'
        ? { DBInstanceIdentifier: target.identifier }
        : { DBClusterIdentifier: target.identifier };

    const credentials = [
      this.credentials(prefix, APPLICATION, args.password),
      this.credentials(`${prefix}-owner`, NAME, args.ownerPassword),
    ];
    const endpoint = this.proxy(credentials, target);
    const address = (role: string, password: pulumi.Output<string>) =>
      pulumi.secret(
        pulumi.interpolate`postgresql://${role}:${password}@${endpoint}:5432/${NAME}?sslmode=verify-full`,
      );
    this.url = address(APPLICATION, args.password);
    this.ownerUrl = address(NAME, args.ownerPassword);
    this.registerOutputs({});
  }

  /** What the proxy signs in to the database with, for one role. */
  private credentials(name: string, username: string, password: pulumi.Output<string>): Credentials {
    const secret = new aws.secretsmanager.Secret(
      name,
      {
        description: `What the proxy signs in to the database with as ${username}`,
        kmsKeyId: this.args.kmsKeyArn,
      },
      { parent: this, protect: true },
    );
    const version = new aws.secretsmanager.SecretVersion(
      name,
      { secretId: secret.id, secretString: pulumi.secret(pulumi.jsonStringify({ username, password })) },
      { parent: this },
    );
    return { secret, version };
  }

  private instance(subnets: aws.rds.SubnetGroup): {
    identifier: pulumi.Output<string>;
    proxyTarget: { dbInstanceIdentifier: pulumi.Output<string> };
    resource: pulumi.Resource;
  } {
    const parameters = new aws.rds.ParameterGroup(
      this.prefix,
      { family: FAMILY.rds, parameters: [{ name: 'rds.force_ssl', value: '1' }] },
      { parent: this },
    );
    const instance = new aws.rds.Instance(
      this.prefix,
      {
        ...this.common(subnets),
        engine: 'postgres',
        dbName: NAME,
        instanceClass: this.args.instanceClass,
        parameterGroupName: parameters.name,
        multiAz: true,
        publiclyAccessible: false,
        username: NAME,
        password: this.args.ownerPassword,
        storageType: 'gp3',
        allocatedStorage: 20,
        maxAllocatedStorage: 1000,
        autoMinorVersionUpgrade: true,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: this.args.kmsKeyArn,
      },
      { parent: this, protect: true },
    );
    return {
      identifier: instance.identifier,
      proxyTarget: { dbInstanceIdentifier: instance.identifier },
      resource: instance,
    };
  }

  private cluster(subnets: aws.rds.SubnetGroup): {
    identifier: pulumi.Output<string>;
    proxyTarget: { dbClusterIdentifier: pulumi.Output<string> };
    resource: pulumi.Resource;
  } {
    const child = { parent: this };
    const parameters = new aws.rds.ClusterParameterGroup(
      this.prefix,
      { family: FAMILY.aurora, parameters: [{ name: 'rds.force_ssl', value: '1' }] },
      child,
    );
    const cluster = new aws.rds.Cluster(
      this.prefix,
      {
        ...this.common(subnets),
        engine: 'aurora-postgresql',
        databaseName: NAME,
        dbClusterParameterGroupName: parameters.name,
        masterUsername: NAME,
        masterPassword: this.args.ownerPassword,
      },
      { ...child, protect: true },
    );
    const instances = [1, 2].map(
      (number) =>
        new aws.rds.ClusterInstance(
          `${this.prefix}-${number}`,
          {
            clusterIdentifier: cluster.id,
            engine: 'aurora-postgresql',
            instanceClass: this.args.instanceClass,
            publiclyAccessible: false,
            performanceInsightsEnabled: true,
            performanceInsightsKmsKeyId: this.args.kmsKeyArn,
          },
          { ...child, protect: true },
        ),
    );
    return {
      identifier: cluster.clusterIdentifier,
      proxyTarget: { dbClusterIdentifier: cluster.clusterIdentifier },
      resource: instances[0]!,
    };
  }

  private common(subnets: aws.rds.SubnetGroup) {
    return {
      engineVersion: ENGINE_VERSION,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [this.args.network.databaseGroup.id],
      storageEncrypted: true,
      kmsKeyId: this.args.kmsKeyArn,
      backupRetentionPeriod: DAYS_KEPT,
      copyTagsToSnapshot: true,
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${this.prefix}-final-${pulumi.getStack()}`,
      enabledCloudwatchLogsExports: ['postgresql'],
    };
  }

  private proxy(
    credentials: Credentials[],
    target: ReturnType<Database['instance']> | ReturnType<Database['cluster']>,
  ): pulumi.Output<string> {
    const child = { parent: this };
    const role = new aws.iam.Role(
      `${this.prefix}-proxy`,
      { assumeRolePolicy: assumableBy('rds.amazonaws.com') },
      child,
    );
    const policy = new aws.iam.RolePolicy(
      `${this.prefix}-proxy`,
      {
        role: role.id,
        policy: policyDocument(
          {
            Effect: 'Allow',
            Action: ['secretsmanager:GetSecretValue'],
            Resource: credentials.map(({ secret }) => secret.arn),
          },
          { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: this.args.kmsKeyArn },
        ),
      },
      child,
    );
    const proxy = new aws.rds.Proxy(
      this.prefix,
      {
        engineFamily: 'POSTGRESQL',
        requireTls: true,
        roleArn: role.arn,
        vpcSubnetIds: this.args.network.privateSubnetIds,
        vpcSecurityGroupIds: [this.args.network.proxyGroup.id],
        auths: credentials.map(({ secret }) => ({
          authScheme: 'SECRETS',
          iamAuth: 'DISABLED',
          secretArn: secret.arn,
        })),
      },
      { ...child, dependsOn: [policy, ...credentials.map(({ version }) => version)] },
    );
    const group = new aws.rds.ProxyDefaultTargetGroup(
      this.prefix,
      {
        dbProxyName: proxy.name,
        connectionPoolConfig: { maxConnectionsPercent: 90, connectionBorrowTimeout: 30 },
      },
      child,
    );
    new aws.rds.ProxyTarget(
      this.prefix,
      { dbProxyName: proxy.name, targetGroupName: group.name, ...target.proxyTarget },
      { ...child, dependsOn: [target.resource] },
    );
    return proxy.endpoint;
  }
}

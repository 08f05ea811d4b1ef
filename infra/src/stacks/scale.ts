import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { Alarms } from '../components/alarms';
import { AppSecrets } from '../components/app-secrets';
import { Bucket } from '../components/bucket';
import { Database } from '../components/database';
import { EncryptionKey } from '../components/encryption-key';
import { LoadBalancer } from '../components/load-balancer';
import { PrivateNetwork } from '../components/private-network';
import { type KeptValues, Processes } from '../components/processes';
import type { ScaleSettings } from '../config';
import type { Place, StackOutputs } from './place';

/**
 * Many machines: web and worker on Fargate in three zones, behind a load balancer, in front of a PostgreSQL
 * that fails over.
 */
export function scale(settings: ScaleSettings, { stack, region, accountId, provider }: Place): StackOutputs {
  const top = new pulumi.ComponentResource('saldo:stack:Scale', stack, {}, { providers: { aws: provider } });
  const within = { parent: top };
  const url = `https://${settings.domain}`;

  const { arn: kmsKeyArn } = new EncryptionKey('key', { accountId, region }, within);
  const network = new PrivateNetwork('network', provider, within);
  const secrets = new AppSecrets('secrets', within);
  const database = new Database(
    'database',
    {
      network,
      kind: settings.database,
      instanceClass: settings.databaseClass,
      ownerPassword: secrets.databasePassword,
      password: secrets.applicationPassword,
      kmsKeyArn,
    },
    within,
  );
  // The account's key wraps; the one in the secret stands by for anyone who moves away from Amazon
  // (docs/production.md).
  const values = {
    ...settings.secrets,
    DATABASE_URL: database.url,
    DB_ENCRYPTION_KEY: secrets.encryptionKey,
    NEXTAUTH_SECRET: secrets.authSecret,
  };
  const keep = (
    name: string,
    description: string,
    kept: Record<string, pulumi.Input<string>>,
  ): KeptValues => {
    const secret = new aws.secretsmanager.Secret(
      name,
      { description, kmsKeyId: kmsKeyArn },
      { ...within, protect: true },
    );
    const version = new aws.secretsmanager.SecretVersion(
      name,
      { secretId: secret.id, secretString: pulumi.secret(pulumi.jsonStringify(kept)) },
      within,
    );
    return { arn: secret.arn, version: version.versionId, names: Object.keys(kept).sort() };
  };

  const files = new Bucket('files', { kmsKeyArn, expire: [{ prefix: 'exports/', days: 30 }] }, within);
  const loadBalancer = new LoadBalancer(
    'web',
    { network, domain: settings.domain, hostedZoneId: settings.hostedZoneId, accountId },
    within,
  );
  const processes = new Processes(
    'processes',
    {
      network,
      loadBalancer,
      region,
      image: settings.image,
      // Only the load balancer reaches web, from the network's own addresses: what it says of a caller's
      // address counts.
      environment: {
        ...settings.environment,
        NEXTAUTH_URL: url,
        TRUSTED_PROXIES: 'uniquelocal',
        KMS_KEY_ID: kmsKeyArn,
        AWS_REGION: region,
      },
      secret: keep('app', 'What the processes of Saldo keep to themselves', values),
      ownerSecret: keep('owner', 'How migrations of Saldo sign in to the database', {
        DATABASE_OWNER_URL: database.ownerUrl,
      }),
      kmsKeyArn,
      filesBucketArn: files.arn,
      webMin: settings.webMin,
      webMax: settings.webMax,
      workers: settings.workers,
    },
    within,
  );

  alarms(new Alarms('alarms', { email: settings.alarmEmail, kmsKeyArn }, within), {
    loadBalancer,
    processes,
    database,
    workers: settings.workers,
  });
  return { url, image: settings.image, cluster: processes.clusterName, filesBucket: files.name };
}

function alarms(
  to: Alarms,
  {
    loadBalancer,
    processes,
    database,
    workers,
  }: { loadBalancer: LoadBalancer; processes: Processes; database: Database; workers: number },
): void {
  const balancer = { LoadBalancer: loadBalancer.balancerSuffix };
  const minutely = { period: 60, comparisonOperator: 'GreaterThanThreshold' };
  const web = { namespace: 'AWS/ApplicationELB', dimensions: balancer, ...minutely };
  const count = (id: string, metricName: string) => ({
    id,
    metric: { namespace: 'AWS/ApplicationELB', metricName, dimensions: balancer, period: 300, stat: 'Sum' },
  });
  to.add('errors', {
    metricQueries: [
      {
        id: 'ratio',
        expression: '100 * FILL(errors, 0) / requests',
        label: 'Failed requests in percent',
        returnData: true,
      },
      count('errors', 'HTTPCode_Target_5XX_Count'),
      count('requests', 'RequestCount'),
    ],
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 1,
    evaluationPeriods: 2,
    treatMissingData: 'notBreaching',
    alarmDescription: 'More than one request in a hundred fails.',
  });
  to.add('slow', {
    ...web,
    metricName: 'TargetResponseTime',
    extendedStatistic: 'p95',
    threshold: 1,
    evaluationPeriods: 5,
    treatMissingData: 'notBreaching',
    alarmDescription: 'One request in twenty takes longer than a second.',
  });
  to.add('unhealthy', {
    ...web,
    dimensions: { ...balancer, TargetGroup: loadBalancer.targetSuffix },
    metricName: 'UnHealthyHostCount',
    statistic: 'Maximum',
    threshold: 0,
    evaluationPeriods: 5,
    alarmDescription: 'A web task does not become healthy.',
  });
  to.add('workers', {
    namespace: 'ECS/ContainerInsights',
    dimensions: { ClusterName: processes.clusterName, ServiceName: processes.workerServiceName },
    metricName: 'RunningTaskCount',
    period: 60,
    statistic: 'Minimum',
    comparisonOperator: 'LessThanThreshold',
    threshold: workers,
    evaluationPeriods: 10,
    treatMissingData: 'breaching',
    alarmDescription: 'Workers are missing: syncs, imports and mails wait.',
  });

  const data = { namespace: 'AWS/RDS', dimensions: database.dimensions, period: 300 };
  to.add('database-busy', {
    ...data,
    metricName: 'CPUUtilization',
    statistic: 'Average',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 80,
    evaluationPeriods: 3,
    alarmDescription: 'The database is busy: take a larger class.',
  });
  to.add('database-memory', {
    ...data,
    metricName: 'FreeableMemory',
    statistic: 'Minimum',
    comparisonOperator: 'LessThanThreshold',
    threshold: 256 * 1024 * 1024,
    evaluationPeriods: 3,
    alarmDescription: 'The database has little memory left.',
  });
  to.add('database-storage', {
    ...data,
    metricName: 'DBInstanceIdentifier' in database.dimensions ? 'FreeStorageSpace' : 'FreeLocalStorage',
    statistic: 'Minimum',
    comparisonOperator: 'LessThanThreshold',
    threshold: 5 * 1024 ** 3,
    evaluationPeriods: 1,
    alarmDescription: 'The database has less than 5 GiB of disk left.',
  });
  to.add('database-connections', {
    ...data,
    metricName: 'DatabaseConnections',
    statistic: 'Maximum',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 300,
    evaluationPeriods: 3,
    alarmDescription: 'The database has many connections: lower DB_POOL_SIZE or take a larger class.',
  });
}

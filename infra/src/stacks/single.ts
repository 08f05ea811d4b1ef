import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { Alarms } from '../components/alarms';
import { AppSecrets } from '../components/app-secrets';
import { Bucket } from '../components/bucket';
import { HostParameters } from '../components/host-parameters';
import { Host } from '../components/host';
import { HostRole, METRICS_NAMESPACE } from '../components/host-role';
import { PublicNetwork } from '../components/public-network';
import { Snapshots } from '../components/snapshots';
import { WatchSecrets } from '../components/watch-secrets';
import type { SingleSettings } from '../config';
import { renderUserData } from '../user-data/render';
import type { Place, StackOutputs } from './place';

/**
 * Everything on one machine: web, worker, PostgreSQL and Caddy from the compose file, on a host that can be
 * replaced.
 */
export function single(
  settings: SingleSettings,
  { stack, region, accountId, provider }: Place,
): StackOutputs {
  const top = new pulumi.ComponentResource('saldo:stack:Single', stack, {}, { providers: { aws: provider } });
  const within = { parent: top };
  const parameterPath = `/saldo/${stack}`;
  const snapshots = `saldo-${stack}`;

  const network = new PublicNetwork('network', { sshCidr: settings.sshCidr }, within);
  const address = new aws.ec2.Eip('address', { domain: 'vpc' }, within);
  const url = settings.domain ? `https://${settings.domain}` : pulumi.interpolate`http://${address.publicIp}`;
  const secrets = new AppSecrets('secrets', within);
  // The host itself removes nothing there. Keys live shorter than dumps: an erased household must become
  // unreadable everywhere.
  const backups = new Bucket(
    'backups',
    {
      expire: [
        { prefix: 'backups/dumps/', days: 400 },
        { prefix: 'backups/keys/', days: 35 },
      ],
    },
    within,
  );
  const watch = new WatchSecrets('watch', within);
  // A t3.micro has no room for what watches, and a preview has nobody who looks at it.
  const isWatched = settings.instanceType !== 't3.micro' && !settings.disposable;
  const parameters = new HostParameters(
    'parameters',
    {
      path: parameterPath,
      plain: {
        ...settings.environment,
        SALDO_IMAGE: settings.image,
        NEXTAUTH_URL: url,
        BACKUP_BUCKET: backups.name,
        ...(settings.domain ? { DOMAIN: settings.domain } : {}),
      },
      secret: {
        ...(isWatched ? watch.values : {}),
        ...settings.secrets,
        DB_ENCRYPTION_KEY: secrets.encryptionKey,
        NEXTAUTH_SECRET: secrets.authSecret,
        POSTGRES_PASSWORD: secrets.databasePassword,
        DATABASE_PASSWORD: secrets.applicationPassword,
      },
    },
    within,
  );
  const role = new HostRole('host', { parameterPath, accountId, region, bucketArn: backups.arn }, within);
  const host = new Host(
    'host',
    {
      network,
      address,
      after: parameters.all,
      instanceProfileName: role.instanceProfileName,
      instanceType: settings.instanceType,
      amiId: settings.amiId,
      dataVolumeGb: settings.dataVolumeGb,
      sshPublicKey: settings.sshPublicKey,
      snapshots,
      userData: (dataDevice) => renderUserData({ region, stack, parameterPath, dataDevice }),
    },
    within,
  );
  new Snapshots('snapshots', { tag: snapshots }, within);

  // A new image or setting reaches the running host through its parameters; only a new start script replaces
  // it.
  new aws.ssm.Association(
    'deploy',
    {
      name: 'AWS-RunShellScript',
      targets: [{ key: 'InstanceIds', values: [host.instanceId] }],
      parameters: { commands: pulumi.interpolate`/usr/local/sbin/saldo-up # ${parameters.versions}` },
      waitForSuccessTimeoutSeconds: 900,
    },
    within,
  );

  alarms(new Alarms('alarms', { email: settings.alarmEmail }, within), host.instanceId, region, stack);
  return {
    url,
    image: settings.image,
    hostId: host.instanceId,
    address: address.publicIp,
    backupBucket: backups.name,
  };
}

function alarms(to: Alarms, instanceId: pulumi.Output<string>, region: string, stack: string): void {
  const machine = {
    namespace: 'AWS/EC2',
    dimensions: { InstanceId: instanceId },
    period: 60,
    statistic: 'Maximum',
  };
  const own = { namespace: METRICS_NAMESPACE, dimensions: { Stack: stack }, period: 300 };
  const above = 'GreaterThanThreshold';
  to.add(
    'machine-broken',
    {
      ...machine,
      metricName: 'StatusCheckFailed_System',
      comparisonOperator: above,
      threshold: 0,
      evaluationPeriods: 2,
      alarmDescription: 'The hardware below the host failed; Amazon moves it to other hardware.',
    },
    [`arn:aws:automate:${region}:ec2:recover`],
  );
  to.add(
    'machine-stuck',
    {
      ...machine,
      metricName: 'StatusCheckFailed_Instance',
      comparisonOperator: above,
      threshold: 0,
      evaluationPeriods: 3,
      alarmDescription: 'The host does not answer; Amazon restarts it.',
    },
    [`arn:aws:automate:${region}:ec2:reboot`],
  );
  to.add('no-credits', {
    namespace: 'AWS/EC2',
    dimensions: { InstanceId: instanceId },
    metricName: 'CPUCreditBalance',
    period: 300,
    statistic: 'Minimum',
    comparisonOperator: 'LessThanThreshold',
    threshold: 20,
    evaluationPeriods: 3,
    alarmDescription: 'The host has used up its processor credits and becomes slow.',
  });
  // A host that says nothing is one whose people see nothing.
  to.add('no-answer', {
    ...own,
    metricName: 'Answers',
    statistic: 'Minimum',
    comparisonOperator: 'LessThanThreshold',
    threshold: 1,
    evaluationPeriods: 2,
    treatMissingData: 'breaching',
    alarmDescription: 'Saldo has not answered on its host for ten minutes.',
  });
  to.add('backup-old', {
    ...own,
    metricName: 'BackupAge',
    statistic: 'Maximum',
    comparisonOperator: above,
    threshold: 26 * 3600,
    evaluationPeriods: 2,
    alarmDescription: 'The newest backup is older than a night: docker-compose logs backup says why.',
  });
  for (const disk of ['RootDiskUsed', 'DataDiskUsed']) {
    to.add(disk, {
      ...own,
      metricName: disk,
      statistic: 'Maximum',
      comparisonOperator: above,
      threshold: 80,
      evaluationPeriods: 2,
      alarmDescription: 'A disk of the host is more than four fifths full.',
    });
  }
}

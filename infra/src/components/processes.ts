import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as aws from '@pulumi/aws';
import * as command from '@pulumi/command';
import * as pulumi from '@pulumi/pulumi';
import { assumableBy, policyDocument, type Statement } from '../policy-document';
import type { LoadBalancer } from './load-balancer';
import { WEB_PORT, type PrivateNetwork } from './private-network';

interface ProcessesArgs {
  network: PrivateNetwork;
  loadBalancer: LoadBalancer;
  region: string;
  image: string;
  environment: Record<string, pulumi.Input<string>>;
  /** What every process is told. */
  secret: KeptValues;
  /** What migrate alone is told besides: how to sign in as the owner of the tables. */
  ownerSecret: KeptValues;
  kmsKeyArn: pulumi.Output<string>;
  filesBucketArn: pulumi.Output<string>;
  webMin: number;
  webMax: number;
  workers: number;
}

/** A secret of Secrets Manager that holds these names as JSON. */
export interface KeptValues {
  arn: pulumi.Output<string>;
  version: pulumi.Output<string>;
  names: string[];
}

/**
 * The one image with its three commands on Fargate: migrate runs to its end before web and worker are
 * replaced, and a roll-out whose tasks do not become healthy goes back by itself.
 */
export class Processes extends pulumi.ComponentResource {
  readonly clusterName: pulumi.Output<string>;
  readonly webServiceName: pulumi.Output<string>;
  readonly workerServiceName: pulumi.Output<string>;
  private readonly executionRole: aws.iam.Role;
  private readonly logs: aws.cloudwatch.LogGroup;

  constructor(
    name: string,
    private readonly args: ProcessesArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super('saldo:processes:Processes', name, {}, opts);
    const child = { parent: this };
    const cluster = new aws.ecs.Cluster(
      name,
      { settings: [{ name: 'containerInsights', value: 'enabled' }] },
      child,
    );
    this.logs = new aws.cloudwatch.LogGroup(name, { retentionInDays: 90, kmsKeyId: args.kmsKeyArn }, child);
    this.executionRole = this.startingRole();

    const files: Statement = {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      Resource: pulumi.interpolate`${args.filesBucketArn}/*`,
    };
    const web = this.task(
      'web',
      ['dist/server.js'],
      [args.secret],
      this.runningRole('web', ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'], files),
    );
    const worker = this.task(
      'worker',
      ['dist/worker.js'],
      [args.secret],
      this.runningRole('worker', ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'], files),
    );
    // Keys are rotated in its name too (dist/keys.js), because it signs in as the owner of the tables.
    const migrate = this.task(
      'migrate',
      ['dist/migrate.js'],
      [args.secret, args.ownerSecret],
      this.runningRole('migrate', ['kms:Encrypt', 'kms:Decrypt']),
    );
    const migrated = new command.local.Command(
      'migrate',
      {
        interpreter: ['/bin/bash', '-c'],
        create: readFileSync(path.join(__dirname, '../run-task.sh'), 'utf8'),
        environment: {
          AWS_REGION: args.region,
          CLUSTER: cluster.name,
          TASK_DEFINITION: migrate.arn,
          SUBNETS: args.network.privateSubnetIds.apply((ids) => ids.join(',')),
          SECURITY_GROUP: args.network.workerGroup.id,
        },
        triggers: [migrate.arn],
      },
      child,
    );

    const service = {
      cluster: cluster.arn,
      launchType: 'FARGATE',
      deploymentCircuitBreaker: { enable: true, rollback: true },
      enableExecuteCommand: false,
      propagateTags: 'SERVICE',
      waitForSteadyState: true,
    };
    const where = (group: aws.ec2.SecurityGroup) => ({
      subnets: args.network.privateSubnetIds,
      securityGroups: [group.id],
      assignPublicIp: false,
    });
    const webService = new aws.ecs.Service(
      'web',
      {
        ...service,
        taskDefinition: web.arn,
        desiredCount: args.webMin,
        deploymentMinimumHealthyPercent: 100,
        deploymentMaximumPercent: 200,
        healthCheckGracePeriodSeconds: 60,
        networkConfiguration: where(args.network.webGroup),
        loadBalancers: [
          { targetGroupArn: args.loadBalancer.targetGroupArn, containerName: 'web', containerPort: WEB_PORT },
        ],
        // The number of tasks belongs to the scaling from then on.
      },
      { ...child, dependsOn: [migrated, args.loadBalancer.listener], ignoreChanges: ['desiredCount'] },
    );
    const workerService = new aws.ecs.Service(
      'worker',
      {
        ...service,
        taskDefinition: worker.arn,
        desiredCount: args.workers,
        networkConfiguration: where(args.network.workerGroup),
      },
      { ...child, dependsOn: [migrated] },
    );
    this.scale(cluster, webService);

    this.clusterName = cluster.name;
    this.webServiceName = webService.name;
    this.workerServiceName = workerService.name;
    this.registerOutputs({});
  }

  /** What Fargate itself may do to start a task: pull the image, write the log, read the secret. */
  private startingRole(): aws.iam.Role {
    const role = new aws.iam.Role(
      'starting',
      { assumeRolePolicy: assumableBy('ecs-tasks.amazonaws.com') },
      { parent: this },
    );
    new aws.iam.RolePolicy(
      'starting',
      {
        role: role.id,
        policy: policyDocument(
          {
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: pulumi.interpolate`${this.logs.arn}:*`,
          },
          {
            Effect: 'Allow',
            Action: ['secretsmanager:GetSecretValue'],
            Resource: [this.args.secret.arn, this.args.ownerSecret.arn],
          },
          { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: this.args.kmsKeyArn },
        ),
      },
      { parent: this },
    );
    return role;
  }

  /**
   * What a running process may do: wrap households' data keys with the key of the account, and what is named
   * besides.
   */
  private runningRole(name: string, useOfKey: string[], ...besides: Statement[]): aws.iam.Role {
    const role = new aws.iam.Role(
      name,
      { assumeRolePolicy: assumableBy('ecs-tasks.amazonaws.com') },
      { parent: this },
    );
    new aws.iam.RolePolicy(
      name,
      {
        role: role.id,
        policy: policyDocument(...besides, {
          Effect: 'Allow',
          Action: useOfKey,
          Resource: this.args.kmsKeyArn,
        }),
      },
      { parent: this },
    );
    return role;
  }

  private task(
    name: string,
    commandLine: string[],
    kept: KeptValues[],
    role: aws.iam.Role,
  ): aws.ecs.TaskDefinition {
    const { args } = this;
    const container = {
      name,
      image: args.image,
      command: commandLine,
      essential: true,
      readonlyRootFilesystem: true,
      linuxParameters: { capabilities: { drop: ['ALL'] } },
      // The processes need up to 28 seconds to finish what they have begun.
      stopTimeout: 35,
      mountPoints: [{ sourceVolume: 'tmp', containerPath: '/tmp' }],
      portMappings: name === 'web' ? [{ containerPort: WEB_PORT, protocol: 'tcp' }] : [],
      environment: Object.entries(args.environment)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([key, value]) => ({ name: key, value })),
      // With its version: a changed secret is a new definition, and so a roll-out.
      secrets: kept.flatMap(({ arn, version, names }) =>
        names.map((key) => ({ name: key, valueFrom: pulumi.interpolate`${arn}:${key}::${version}` })),
      ),
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': this.logs.name,
          'awslogs-region': args.region,
          'awslogs-stream-prefix': name,
        },
      },
    };
    return new aws.ecs.TaskDefinition(
      name,
      {
        family: `saldo-${pulumi.getStack()}-${name}`,
        requiresCompatibilities: ['FARGATE'],
        networkMode: 'awsvpc',
        cpu: '1024',
        memory: '2048',
        runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
        executionRoleArn: this.executionRole.arn,
        taskRoleArn: role.arn,
        volumes: [{ name: 'tmp' }],
        containerDefinitions: pulumi.jsonStringify([container]),
      },
      { parent: this },
    );
  }

  /** More web tasks when processors are busy or requests many; fewer again when they are not. */
  private scale(cluster: aws.ecs.Cluster, service: aws.ecs.Service): void {
    const { args } = this;
    const target = new aws.appautoscaling.Target(
      'web',
      {
        serviceNamespace: 'ecs',
        scalableDimension: 'ecs:service:DesiredCount',
        resourceId: pulumi.interpolate`service/${cluster.name}/${service.name}`,
        minCapacity: args.webMin,
        maxCapacity: args.webMax,
      },
      { parent: this },
    );
    const policy = (
      name: string,
      targetValue: number,
      metric: { predefinedMetricType: string; resourceLabel?: pulumi.Output<string> },
    ) =>
      new aws.appautoscaling.Policy(
        `web-${name}`,
        {
          policyType: 'TargetTrackingScaling',
          serviceNamespace: target.serviceNamespace,
          scalableDimension: target.scalableDimension,
          resourceId: target.resourceId,
          targetTrackingScalingPolicyConfiguration: {
            targetValue,
            predefinedMetricSpecification: metric,
            scaleInCooldown: 300,
            scaleOutCooldown: 60,
          },
        },
        { parent: this },
      );
    policy('cpu', 60, { predefinedMetricType: 'ECSServiceAverageCPUUtilization' });
    policy('requests', 3000, {
      predefinedMetricType: 'ALBRequestCountPerTarget',
      resourceLabel: pulumi.interpolate`${args.loadBalancer.balancerSuffix}/${args.loadBalancer.targetSuffix}`,
    });
  }
}

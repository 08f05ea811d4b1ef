import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { assumableBy, policyDocument } from '../policy-document';

/** CloudWatch cannot limit PutMetricData to a resource, only to a namespace of metrics. */
export const METRICS_NAMESPACE = 'Saldo';

interface HostRoleArgs {
  /** The parameters below it may be read: "/saldo/single". */
  parameterPath: string;
  accountId: pulumi.Input<string>;
  region: string;
  /**
   * Backups may be put below `backups/`, and neither read nor deleted: a stolen host must not reach
   * yesterday's.
   */
  bucketArn: pulumi.Input<string>;
}

/**
 * What the host may do in the account: be managed by the Session Manager, read its own parameters, put
 * backups and metrics.
 */
export class HostRole extends pulumi.ComponentResource {
  readonly instanceProfileName: pulumi.Output<string>;

  constructor(
    name: string,
    { parameterPath, accountId, region, bucketArn }: HostRoleArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super('saldo:host:Role', name, {}, opts);
    const child = { parent: this };
    const role = new aws.iam.Role(name, { assumeRolePolicy: assumableBy('ec2.amazonaws.com') }, child);
    new aws.iam.RolePolicyAttachment(
      `${name}-session-manager`,
      { role: role.name, policyArn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore' },
      child,
    );
    const parameters = pulumi.interpolate`arn:aws:ssm:${region}:${accountId}:parameter${parameterPath}`;
    new aws.iam.RolePolicy(
      `${name}-own`,
      {
        role: role.id,
        policy: policyDocument(
          {
            Sid: 'OwnParameters',
            Effect: 'Allow',
            Action: ['ssm:GetParametersByPath'],
            Resource: [parameters, pulumi.interpolate`${parameters}/*`],
          },
          {
            Sid: 'PutBackups',
            Effect: 'Allow',
            Action: ['s3:PutObject'],
            Resource: pulumi.interpolate`${bucketArn}/backups/*`,
          },
          {
            Sid: 'OwnMetrics',
            Effect: 'Allow',
            Action: ['cloudwatch:PutMetricData'],
            Resource: '*',
            Condition: { StringEquals: { 'cloudwatch:namespace': METRICS_NAMESPACE } },
          },
        ),
      },
      child,
    );
    this.instanceProfileName = new aws.iam.InstanceProfile(name, { role: role.name }, child).name;
    this.registerOutputs({});
  }
}

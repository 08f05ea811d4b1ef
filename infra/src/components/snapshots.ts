import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { assumableBy } from '../policy-document';

interface SnapshotsArgs {
  /** The value of the tag `snapshots` of the volumes to keep copies of. */
  tag: string;
}

/** A copy of the data volume every night, seven of which are kept. */
export class Snapshots extends pulumi.ComponentResource {
  constructor(name: string, { tag }: SnapshotsArgs, opts: pulumi.ComponentResourceOptions) {
    super('saldo:storage:Snapshots', name, {}, opts);
    const child = { parent: this };
    const role = new aws.iam.Role(name, { assumeRolePolicy: assumableBy('dlm.amazonaws.com') }, child);
    new aws.iam.RolePolicyAttachment(
      name,
      {
        role: role.name,
        policyArn: 'arn:aws:iam::aws:policy/service-role/AWSDataLifecycleManagerServiceRole',
      },
      child,
    );
    new aws.dlm.LifecyclePolicy(
      name,
      {
        description: 'Saldo, nightly copies of the data volume',
        executionRoleArn: role.arn,
        policyDetails: {
          resourceTypes: ['VOLUME'],
          targetTags: { snapshots: tag },
          schedules: [
            {
              name: 'nightly',
              createRule: { interval: 24, intervalUnit: 'HOURS', times: '02:00' },
              retainRule: { count: 7 },
              copyTags: true,
            },
          ],
        },
      },
      child,
    );
    this.registerOutputs({});
  }
}

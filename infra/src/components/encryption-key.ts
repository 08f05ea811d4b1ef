import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { policyDocument } from '../policy-document';

/**
 * The key of the account that everything at rest hangs on: database, files, logs and secrets. It is also
 * Saldo's master key (KMS_KEY_ID): it wraps each household's data key, and never leaves Amazon's service.
 * Rotated by Amazon once a year, deleted no sooner than 30 days after the order.
 */
export class EncryptionKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(
    name: string,
    { accountId, region }: { accountId: pulumi.Input<string>; region: string },
    opts: pulumi.ComponentResourceOptions,
  ) {
    super('saldo:secrets:EncryptionKey', name, {}, opts);
    const use = ['kms:Decrypt', 'kms:GenerateDataKey*'];
    const key = new aws.kms.Key(
      name,
      {
        description: 'Saldo: encrypts everything at rest',
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: policyDocument(
          {
            Sid: 'Account',
            Effect: 'Allow',
            Principal: { AWS: pulumi.interpolate`arn:aws:iam::${accountId}:root` },
            Action: 'kms:*',
            Resource: '*',
          },
          {
            Sid: 'Logs',
            Effect: 'Allow',
            Principal: { Service: `logs.${region}.amazonaws.com` },
            Action: [...use, 'kms:Encrypt*', 'kms:ReEncrypt*', 'kms:Describe*'],
            Resource: '*',
          },
          {
            Sid: 'Alarms',
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: use,
            Resource: '*',
          },
        ),
      },
      { parent: this, protect: true },
    );
    new aws.kms.Alias(
      name,
      { name: pulumi.interpolate`alias/saldo-${pulumi.getStack()}`, targetKeyId: key.keyId },
      { parent: this },
    );
    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

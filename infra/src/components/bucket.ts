import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { policyDocument, type Statement } from '../policy-document';

interface BucketArgs {
  /** Left out, the bucket is encrypted with a key of Amazon's own. */
  kmsKeyArn?: pulumi.Input<string>;
  /**
   * Objects under the prefix are deleted after so many days; what was overwritten or deleted before goes 35
   * days later.
   */
  expire?: { prefix: string; days: number }[];
  /** What a service of Amazon's may put there. */
  allow?: (arn: pulumi.Output<string>) => Statement;
}

/**
 * A private bucket: versioned, encrypted, closed to the public, reached by TLS only, kept when the stack
 * goes.
 */
export class Bucket extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;

  constructor(
    name: string,
    { kmsKeyArn, expire = [], allow }: BucketArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super('saldo:storage:Bucket', name, {}, opts);
    const child = { parent: this };
    const bucket = new aws.s3.Bucket(name, {}, { ...child, protect: true });
    this.arn = bucket.arn;
    this.name = bucket.bucket;

    new aws.s3.BucketPublicAccessBlock(
      name,
      {
        bucket: bucket.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      child,
    );
    const versioning = new aws.s3.BucketVersioning(
      name,
      { bucket: bucket.id, versioningConfiguration: { status: 'Enabled' } },
      child,
    );
    const encryption = kmsKeyArn
      ? { sseAlgorithm: 'aws:kms', kmsMasterKeyId: kmsKeyArn }
      : { sseAlgorithm: 'AES256' };
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      {
        bucket: bucket.id,
        rules: [{ applyServerSideEncryptionByDefault: encryption, bucketKeyEnabled: true }],
      },
      child,
    );
    new aws.s3.BucketLifecycleConfiguration(
      name,
      {
        bucket: bucket.id,
        rules: [
          {
            id: 'old-versions',
            status: 'Enabled',
            filter: { prefix: '' },
            noncurrentVersionExpiration: { noncurrentDays: 35 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
          ...expire.map(({ prefix, days }) => ({
            id: prefix.replace('/', ''),
            status: 'Enabled',
            filter: { prefix },
            expiration: { days },
          })),
        ],
      },
      { ...child, dependsOn: [versioning] },
    );
    new aws.s3.BucketPolicy(
      name,
      {
        bucket: bucket.id,
        policy: policyDocument(
          {
            Sid: 'TlsOnly',
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
          ...(allow ? [allow(bucket.arn)] : []),
        ),
      },
      child,
    );
    this.registerOutputs({ arn: this.arn, name: this.name });
  }
}

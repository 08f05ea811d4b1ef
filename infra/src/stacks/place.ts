import type * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';

/** Where a stack is put up. */
export interface Place {
  stack: string;
  region: string;
  accountId: pulumi.Input<string>;
  provider: aws.Provider;
}

/** What a stack tells: addresses and ids, never a secret. */
export interface StackOutputs {
  /** What people open. */
  url: pulumi.Input<string>;
  /** What runs: where a failed roll-out goes back to. */
  image: string;
  hostId?: pulumi.Output<string>;
  /** What the domain's A record has to say. */
  address?: pulumi.Output<string>;
  backupBucket?: pulumi.Output<string>;
  cluster?: pulumi.Output<string>;
  filesBucket?: pulumi.Output<string>;
}

import * as pulumi from '@pulumi/pulumi';

export interface Statement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: Record<string, pulumi.Input<string>> | '*';
  Action: string | string[];
  Resource?: pulumi.Input<string> | pulumi.Input<string>[];
  Condition?: Record<string, Record<string, pulumi.Input<string>>>;
}

/** An IAM policy as JSON, of statements whose ARNs may still be unknown. */
export function policyDocument(...statements: Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: '2012-10-17', Statement: statements });
}

/** Who may assume a role: a service of Amazon's. */
export function assumableBy(service: string): pulumi.Output<string> {
  return policyDocument({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' });
}

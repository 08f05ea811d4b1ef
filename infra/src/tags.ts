import * as aws from '@pulumi/aws';

export const REQUIRED_TAGS = ['project', 'stack', 'owner', 'dataClass'] as const;

/**
 * The one provider of a stack. Its default tags reach every resource, those inside awsx components too, where
 * nobody could set tags one by one; a policy refuses what was made with another provider.
 */
export function taggingProvider(stack: string, owner: string, region: aws.Region): aws.Provider {
  const tags: Record<(typeof REQUIRED_TAGS)[number], string> = {
    project: 'saldo',
    stack,
    owner,
    dataClass: 'personal-finance',
  };
  return new aws.Provider('aws', { region, defaultTags: { tags } });
}

import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { readSettings } from './src/config';
import { scale } from './src/stacks/scale';
import { single } from './src/stacks/single';
import { taggingProvider } from './src/tags';

/** The names of the keys that the stack file holds encrypted, as the engine hands them to the program. */
function secretKeys(): string[] {
  return JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? '[]') as string[];
}

const settings = readSettings(pulumi.runtime.allConfig(), secretKeys());
const region = new pulumi.Config('aws').require<aws.Region>('region');
const stack = pulumi.getStack();
const provider = taggingProvider(stack, settings.owner, region);
const { accountId } = aws.getCallerIdentityOutput({}, { provider });
const place = { stack, region, accountId, provider };

// Exports are what `pulumi stack output` tells; those that a profile does not have are left out.
export const { url, hostId, address, backupBucket, cluster, filesBucket } = settings.profile === 'single' ? single(settings, place) : scale(settings, place);

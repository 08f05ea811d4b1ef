import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { readSettings } from './src/config';
import { makeDisposable } from './src/disposable';
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
if (settings.profile === 'single' && settings.disposable) makeDisposable();
const place = { stack, region, accountId, provider };

// What `pulumi stack output` tells. Not by named exports: those that a profile does not have would be warned
// about each time.
module.exports = settings.profile === 'single' ? single(settings, place) : scale(settings, place);

import * as pulumi from '@pulumi/pulumi';
import type { PlannedResource } from '../policies';
import type { Place, StackOutputs } from '../stacks/place';
import { taggingProvider } from '../tags';

export const REGION = 'eu-central-1';
export const IMAGE = `docker.io/example/saldo@sha256:${'ab'.repeat(32)}`;

export interface Plan {
  resources: PlannedResource[];
  outputs: Record<string, unknown>;
  /** The resources of a type such as "aws:ec2/route:Route". */
  of: (type: string) => PlannedResource[];
  /** The one resource of a type. */
  one: (type: string) => PlannedResource;
}

/** What Amazon would fill in, as far as the program goes on with it. */
function filledIn(type: string, name: string, inputs: Record<string, unknown>): Record<string, unknown> {
  const id = `${name}-id`;
  const state: Record<string, unknown> = {
    arn: `arn:aws:mock:${type}:${name}`,
    name,
    identifier: name,
    clusterIdentifier: name,
    version: 1,
    keyName: name,
    ...inputs,
  };
  if (type === 'aws:ebs/volume:Volume') return { ...state, id: 'vol-0123456789abcdef0' };
  if (type === 'aws:ec2/eip:Eip') return { ...state, publicIp: '203.0.113.7' };
  if (type === 'aws:s3/bucket:Bucket') return { ...state, bucket: id };
  if (type === 'aws:acm/certificate:Certificate')
    return {
      ...state,
      domainValidationOptions: [
        { resourceRecordName: '_proof', resourceRecordType: 'CNAME', resourceRecordValue: 'proof' },
      ],
    };
  if (type === 'awsx:ec2:Vpc')
    return {
      ...state,
      vpcId: 'vpc-id',
      publicSubnetIds: ['public-a', 'public-b', 'public-c'],
      privateSubnetIds: ['private-a', 'private-b', 'private-c'],
      isolatedSubnetIds: ['isolated-a', 'isolated-b', 'isolated-c'],
    };
  if (type === 'random:index/randomBytes:RandomBytes') return { ...state, base64: `made up for ${name}` };
  if (type === 'random:index/randomPassword:RandomPassword')
    return { ...state, result: `made up for ${name}` };
  return state;
}

/**
 * Runs a stack's program as Pulumi does, with an engine that only writes down what it is asked for. `before`
 * is what index.ts does before it.
 */
export async function planOf(
  stack: string,
  program: (place: Place) => StackOutputs,
  before: () => void = () => undefined,
): Promise<Plan> {
  const resources: PlannedResource[] = [];
  const providerTags = new Map<string, string[]>();
  await pulumi.runtime.setMocks(
    {
      call: ({ inputs }) => inputs as Record<string, unknown>,
      newResource: ({ type, name, inputs, provider = '' }) => {
        const props = inputs as Record<string, unknown>;
        if (type === 'pulumi:providers:aws') {
          // Providers get objects as JSON.
          const { tags } = JSON.parse(String(props.defaultTags)) as { tags: Record<string, string> };
          providerTags.set(name, Object.keys(tags));
        }
        const [, providerName = ''] = /::([^:]+)::[^:]*$/.exec(provider) ?? [];
        resources.push({
          type,
          name,
          props,
          protect: false,
          providerTags: providerTags.get(providerName) ?? [],
        });
        const state = filledIn(type, name, props);
        return { id: typeof state.id === 'string' ? state.id : `${name}-id`, state };
      },
    },
    'saldo',
    stack,
    false,
  );

  const protectedNames = new Set<string>();
  const outputs = await pulumi.runtime.runInPulumiStack(() => {
    before();
    pulumi.runtime.registerStackTransformation(({ type, name, opts }) => {
      if (opts.protect) protectedNames.add(`${type} ${name}`);
      return undefined;
    });
    return Promise.resolve(
      program({
        stack,
        region: REGION,
        accountId: '123456789012',
        provider: taggingProvider(stack, 'tests', REGION),
      }),
    );
  });
  const resolved = await new Promise<Record<string, unknown>>((resolve) =>
    pulumi.output(outputs ?? {}).apply((value) => resolve(value)),
  );
  await pulumi.runtime.disconnect();

  const plan = resources
    .filter(({ type }) => !/^(saldo:|pulumi:pulumi:)/.test(type))
    .map((resource) => ({ ...resource, protect: protectedNames.has(`${resource.type} ${resource.name}`) }))
    .sort((a, b) => `${a.type} ${a.name}`.localeCompare(`${b.type} ${b.name}`, 'en'));
  const of = (type: string) => plan.filter((resource) => resource.type === type);
  return {
    resources: plan,
    outputs: resolved,
    of,
    one: (type) => {
      const found = of(type);
      if (found.length !== 1) throw new Error(`There are ${found.length} resources of type ${type}.`);
      return found[0]!;
    },
  };
}

/** A plan as a text to review in a diff. The script of a host's first start has a test of its own. */
export function described({ resources }: Plan): string {
  return resources
    .map(({ type, name, props, protect }) => {
      const shown = 'userData' in props ? { ...props, userData: 'rendered by user-data/render.ts' } : props;
      return `${type} ${name}${protect ? ' (protected)' : ''}\n${JSON.stringify(sorted(shown), null, 2)}`;
    })
    .join('\n\n');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.localeCompare(b, 'en'))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

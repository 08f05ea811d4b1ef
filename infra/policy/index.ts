import { PolicyPack } from '@pulumi/policy';
import { policies } from '../src/policies';

// The same rules that the tests hold both stacks to, for previews against a real account:
// npx pulumi preview --policy-pack policy

/** A provider hands over objects as JSON. */
function tagNames(defaultTags: unknown): string[] {
  const { tags = {} } = (typeof defaultTags === 'string' ? JSON.parse(defaultTags) : (defaultTags ?? {})) as {
    tags?: Record<string, string>;
  };
  return Object.keys(tags);
}

new PolicyPack('saldo', {
  enforcementLevel: 'mandatory',
  policies: policies.map(({ name, description, violations }) => ({
    name,
    description,
    validateResource: ({ type, name: resource, props, opts, provider }, report) => {
      const planned = {
        type,
        name: resource,
        props: props as Record<string, unknown>,
        protect: opts.protect,
        providerTags: tagNames((provider?.props as { defaultTags?: unknown } | undefined)?.defaultTags),
      };
      for (const sentence of violations(planned)) report(sentence);
    },
  })),
});

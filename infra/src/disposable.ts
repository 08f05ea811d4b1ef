import * as pulumi from '@pulumi/pulumi';

/** From here on, nothing that is made outlives its stack: for previews, whose data is the demo's. */
export function makeDisposable(): void {
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) => ({
    props:
      type === 'aws:s3/bucket:Bucket' ? { ...(props as Record<string, unknown>), forceDestroy: true } : props,
    opts: { ...opts, protect: false, retainOnDelete: false },
  }));
}

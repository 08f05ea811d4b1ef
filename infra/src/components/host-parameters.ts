import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

interface HostParametersArgs {
  path: string;
  plain: Record<string, pulumi.Input<string>>;
  secret: Record<string, pulumi.Input<string>>;
}

/**
 * What the host is told, by the names that the processes know it under. Secrets are encrypted in Amazon's
 * store and in Pulumi's state.
 */
export class HostParameters extends pulumi.ComponentResource {
  /** Each parameter's version by name: it changes whenever the host has to look again. */
  readonly versions: pulumi.Output<string>;
  readonly all: pulumi.Resource[];

  constructor(
    name: string,
    { path, plain, secret }: HostParametersArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super('saldo:host:Parameters', name, {}, opts);
    const make =
      (type: 'String' | 'SecureString') =>
      ([key, value]: [string, pulumi.Input<string>]) =>
        new aws.ssm.Parameter(
          `${name}-${key}`,
          { name: `${path}/${key}`, type, value: type === 'SecureString' ? pulumi.secret(value) : value },
          { parent: this },
        );
    const parameters = [
      ...Object.entries(plain).map(make('String')),
      ...Object.entries(secret).map(make('SecureString')),
    ];
    this.all = parameters;
    this.versions = pulumi
      .all(parameters.map(({ name: at, version }) => pulumi.interpolate`${at}:${version}`))
      .apply((versions) => versions.join(' '));
    this.registerOutputs({});
  }
}

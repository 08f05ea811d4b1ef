import * as pulumi from '@pulumi/pulumi';
import * as random from '@pulumi/random';

/** What the monitoring beside Saldo signs in with, and what its operator signs in to Grafana with. */
export class WatchSecrets extends pulumi.ComponentResource {
  /** By the names of the compose file. */
  readonly values: Record<string, pulumi.Output<string>>;

  constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super('saldo:secrets:WatchSecrets', name, {}, opts);
    const make = (what: string) =>
      new random.RandomPassword(
        `${name}-${what}`,
        { length: 40, special: false },
        { parent: this, protect: true },
      ).result;
    this.values = { METRICS_TOKEN: make('metrics-token'), GRAFANA_PASSWORD: make('grafana-password') };
    this.registerOutputs({});
  }
}

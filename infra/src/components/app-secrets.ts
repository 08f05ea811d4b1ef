import * as pulumi from '@pulumi/pulumi';
import * as random from '@pulumi/random';

/**
 * The secrets that an installation begins with. They are made once, kept encrypted in Pulumi's state, and
 * protected: without the encryption key nobody opens the ledger again.
 */
export class AppSecrets extends pulumi.ComponentResource {
  readonly encryptionKey: pulumi.Output<string>;
  readonly authSecret: pulumi.Output<string>;
  /** Of the role that owns the tables and migrates them. */
  readonly databasePassword: pulumi.Output<string>;
  /** Of the role that web and worker sign in with, which owns nothing. */
  readonly applicationPassword: pulumi.Output<string>;

  constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super('saldo:secrets:AppSecrets', name, {}, opts);
    const kept = { parent: this, protect: true };
    this.encryptionKey = new random.RandomBytes(`${name}-encryption-key`, { length: 32 }, kept).base64;
    this.authSecret = new random.RandomBytes(`${name}-auth-secret`, { length: 32 }, kept).base64;
    // Letters and digits: it becomes part of a connection string.
    this.databasePassword = new random.RandomPassword(
      `${name}-database-password`,
      { length: 40, special: false },
      kept,
    ).result;
    this.applicationPassword = new random.RandomPassword(
      `${name}-application-password`,
      { length: 40, special: false },
      kept,
    ).result;
    this.registerOutputs({});
  }
}

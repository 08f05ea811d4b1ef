import * as aws from '@pulumi/aws';
import * as awsx from '@pulumi/awsx';
import * as pulumi from '@pulumi/pulumi';

const INTERNET = '0.0.0.0/0';
export const WEB_PORT = 3000;
export const DATABASE_PORT = 5432;

/**
 * Three zones, in each a public subnet for the load balancer, a private one for the processes and an isolated
 * one for the database; and security groups in a chain, each of which lets in only the one before it.
 */
export class PrivateNetwork extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  readonly isolatedSubnetIds: pulumi.Output<string[]>;
  readonly loadBalancerGroup: aws.ec2.SecurityGroup;
  readonly webGroup: aws.ec2.SecurityGroup;
  readonly workerGroup: aws.ec2.SecurityGroup;
  readonly proxyGroup: aws.ec2.SecurityGroup;
  readonly databaseGroup: aws.ec2.SecurityGroup;

  constructor(name: string, provider: aws.Provider, opts: pulumi.ComponentResourceOptions) {
    super('saldo:network:PrivateNetwork', name, {}, opts);
    // Its children are made by another process, out of sight of our tests: nothing is left to a default. The
    // provider is handed over by name, because a component of another process does not inherit its parent's.
    const vpc = new awsx.ec2.Vpc(
      name,
      {
        cidrBlock: '10.43.0.0/16',
        numberOfAvailabilityZones: 3,
        enableDnsHostnames: true,
        enableDnsSupport: true,
        natGateways: { strategy: 'Single' },
        subnetStrategy: 'Auto',
        subnetSpecs: [
          { type: 'Public', name: 'public', cidrMask: 24 },
          { type: 'Private', name: 'private', cidrMask: 20 },
          { type: 'Isolated', name: 'isolated', cidrMask: 24 },
        ],
      },
      { parent: this, providers: { aws: provider } },
    );
    this.vpcId = vpc.vpcId;
    this.publicSubnetIds = vpc.publicSubnetIds;
    this.privateSubnetIds = vpc.privateSubnetIds;
    this.isolatedSubnetIds = vpc.isolatedSubnetIds;

    this.loadBalancerGroup = this.group('load-balancer', 'The internet to the load balancer');
    this.webGroup = this.group('web', 'The load balancer to web');
    this.workerGroup = this.group('worker', 'Nobody to the worker');
    this.proxyGroup = this.group('proxy', 'Web and worker to the database proxy');
    this.databaseGroup = this.group('database', 'The proxy to the database');

    for (const port of [80, 443]) {
      new aws.vpc.SecurityGroupIngressRule(
        `load-balancer-${port}`,
        {
          securityGroupId: this.loadBalancerGroup.id,
          cidrIpv4: INTERNET,
          ipProtocol: 'tcp',
          fromPort: port,
          toPort: port,
        },
        { parent: this },
      );
    }
    this.link('load-balancer', this.loadBalancerGroup, 'web', this.webGroup, WEB_PORT);
    this.link('web', this.webGroup, 'proxy', this.proxyGroup, DATABASE_PORT);
    this.link('worker', this.workerGroup, 'proxy', this.proxyGroup, DATABASE_PORT);
    this.link('proxy', this.proxyGroup, 'database', this.databaseGroup, DATABASE_PORT);
    // Banks, exchange rates, mail and Amazon's own services: where these are is not known beforehand.
    for (const [from, group] of [
      ['web', this.webGroup],
      ['worker', this.workerGroup],
    ] as const) {
      new aws.vpc.SecurityGroupEgressRule(
        `${from}-out`,
        { securityGroupId: group.id, cidrIpv4: INTERNET, ipProtocol: '-1' },
        { parent: this },
      );
    }
    new aws.vpc.SecurityGroupEgressRule(
      'proxy-secrets',
      {
        securityGroupId: this.proxyGroup.id,
        cidrIpv4: INTERNET,
        ipProtocol: 'tcp',
        fromPort: 443,
        toPort: 443,
      },
      { parent: this },
    );
    this.registerOutputs({});
  }

  private group(name: string, description: string): aws.ec2.SecurityGroup {
    return new aws.ec2.SecurityGroup(name, { vpcId: this.vpcId, description }, { parent: this });
  }

  private link(
    from: string,
    source: aws.ec2.SecurityGroup,
    to: string,
    target: aws.ec2.SecurityGroup,
    port: number,
  ): void {
    const tcp = { ipProtocol: 'tcp', fromPort: port, toPort: port };
    new aws.vpc.SecurityGroupEgressRule(
      `${from}-to-${to}`,
      { securityGroupId: source.id, referencedSecurityGroupId: target.id, ...tcp },
      { parent: this },
    );
    new aws.vpc.SecurityGroupIngressRule(
      `${to}-from-${from}`,
      { securityGroupId: target.id, referencedSecurityGroupId: source.id, ...tcp },
      { parent: this },
    );
  }
}

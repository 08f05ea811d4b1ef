import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

const INTERNET = '0.0.0.0/0';

interface PublicNetworkArgs {
  /** Who may reach port 22; left out, nobody. */
  sshCidr?: string;
}

/** A network for one host: one public subnet, the way to the internet, and who may come in. */
export class PublicNetwork extends pulumi.ComponentResource {
  readonly subnetId: pulumi.Output<string>;
  readonly availabilityZone: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** Nothing that fetches packages may start before there is a way out. */
  readonly wayOut: pulumi.Resource;

  constructor(name: string, { sshCidr }: PublicNetworkArgs, opts: pulumi.ComponentResourceOptions) {
    super('saldo:network:PublicNetwork', name, {}, opts);
    const child = { parent: this };
    const vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: '10.42.0.0/24', enableDnsHostnames: true, enableDnsSupport: true },
      child,
    );
    const subnet = new aws.ec2.Subnet(
      name,
      { vpcId: vpc.id, cidrBlock: '10.42.0.0/26', mapPublicIpOnLaunch: true },
      child,
    );
    const gateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id }, child);
    const routes = new aws.ec2.RouteTable(name, { vpcId: vpc.id }, child);
    const toInternet = new aws.ec2.Route(
      name,
      { routeTableId: routes.id, destinationCidrBlock: INTERNET, gatewayId: gateway.id },
      child,
    );
    this.wayOut = new aws.ec2.RouteTableAssociation(
      name,
      { subnetId: subnet.id, routeTableId: routes.id },
      { ...child, dependsOn: [toInternet] },
    );

    const tcp = (port: number, cidr: string, description: string) => ({
      protocol: 'tcp',
      fromPort: port,
      toPort: port,
      cidrBlocks: [cidr],
      description,
    });
    const group = new aws.ec2.SecurityGroup(
      name,
      {
        vpcId: vpc.id,
        description: 'Web for everyone, SSH for nobody or one network',
        ingress: [
          tcp(80, INTERNET, 'HTTP'),
          tcp(443, INTERNET, 'HTTPS'),
          ...(sshCidr ? [tcp(22, sshCidr, 'SSH')] : []),
        ],
        // Packages, images, banks, exchange rates and mail: where these are is not known beforehand.
        egress: [{ protocol: '-1', fromPort: 0, toPort: 0, cidrBlocks: [INTERNET], description: 'Anywhere' }],
      },
      child,
    );

    this.subnetId = subnet.id;
    this.availabilityZone = subnet.availabilityZone;
    this.securityGroupId = group.id;
    this.registerOutputs({});
  }
}

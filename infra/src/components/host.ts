import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { PublicNetwork } from './public-network';

interface HostArgs {
  network: PublicNetwork;
  /** Outlives the machine, so that people and the domain keep finding it. */
  address: aws.ec2.Eip;
  /** What must be there before the machine starts: it asks for its parameters at once. */
  after: pulumi.Resource[];
  instanceProfileName: pulumi.Input<string>;
  instanceType: string;
  amiId: string;
  dataVolumeGb: number;
  sshPublicKey?: string;
  /** The tag by which the daily snapshots find the volume. */
  snapshots: string;
  /** The script of the first start, given the path of the data volume's device. */
  userData: (dataDevice: string) => string;
}

/**
 * One machine that can be thrown away, and the volume that outlives it.
 * A changed start script replaces the machine; the new one mounts the volume that the old one left.
 */
export class Host extends pulumi.ComponentResource {
  readonly instanceId: pulumi.Output<string>;

  constructor(name: string, args: HostArgs, opts: pulumi.ComponentResourceOptions) {
    super('saldo:host:Host', name, {}, opts);
    const child = { parent: this };
    const { network } = args;
    const volume = new aws.ebs.Volume(
      `${name}-data`,
      {
        availabilityZone: network.availabilityZone,
        size: args.dataVolumeGb,
        type: 'gp3',
        encrypted: true,
        tags: { snapshots: args.snapshots },
      },
      { ...child, protect: true, retainOnDelete: true },
    );
    const keyName =
      args.sshPublicKey && new aws.ec2.KeyPair(name, { publicKey: args.sshPublicKey }, child).keyName;
    const instance = new aws.ec2.Instance(
      name,
      {
        ami: args.amiId,
        instanceType: args.instanceType,
        subnetId: network.subnetId,
        vpcSecurityGroupIds: [network.securityGroupId],
        iamInstanceProfile: args.instanceProfileName,
        keyName,
        // One hop: a container cannot ask for the credentials of its host.
        metadataOptions: { httpTokens: 'required', httpEndpoint: 'enabled', httpPutResponseHopLimit: 1 },
        rootBlockDevice: { encrypted: true, volumeType: 'gp3', volumeSize: 16, deleteOnTermination: true },
        maintenanceOptions: { autoRecovery: 'default' },
        userData: volume.id.apply((id) => args.userData(volumeDevice(id))),
        userDataReplaceOnChange: true,
        // Two machines cannot hold the volume, so the old one goes first.
      },
      { ...child, deleteBeforeReplace: true, dependsOn: [network.wayOut, ...args.after] },
    );
    new aws.ec2.VolumeAttachment(
      `${name}-data`,
      {
        instanceId: instance.id,
        volumeId: volume.id,
        deviceName: '/dev/sdf',
        stopInstanceBeforeDetaching: true,
      },
      { ...child, deleteBeforeReplace: true },
    );
    new aws.ec2.EipAssociation(
      name,
      { instanceId: instance.id, allocationId: args.address.id },
      { ...child, deleteBeforeReplace: true },
    );

    this.instanceId = instance.id;
    this.registerOutputs({ instanceId: this.instanceId });
  }
}

/** Where Linux shows a volume on today's instance types, whatever device name it was attached under. */
export function volumeDevice(volumeId: string): string {
  return `/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${volumeId.replace('-', '')}`;
}

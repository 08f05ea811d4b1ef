import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { HEALTH_PATH } from '../health';
import { Bucket } from './bucket';
import { WEB_PORT, type PrivateNetwork } from './private-network';

interface LoadBalancerArgs {
  network: PrivateNetwork;
  domain: string;
  hostedZoneId: string;
  accountId: pulumi.Input<string>;
}

/** HTTPS under the domain, with a certificate that renews itself; plain HTTP is sent there. */
export class LoadBalancer extends pulumi.ComponentResource {
  readonly targetGroupArn: pulumi.Output<string>;
  /** Requests reach the targets only once this exists. */
  readonly listener: pulumi.Resource;
  /** The dimensions under which CloudWatch counts. */
  readonly balancerSuffix: pulumi.Output<string>;
  readonly targetSuffix: pulumi.Output<string>;

  constructor(
    name: string,
    { network, domain, hostedZoneId, accountId }: LoadBalancerArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super('saldo:web:LoadBalancer', name, {}, opts);
    const child = { parent: this };
    const logs = new Bucket(
      'access-logs',
      {
        expire: [{ prefix: 'web/', days: 90 }],
        allow: (arn) => ({
          Sid: 'AccessLogs',
          Effect: 'Allow',
          Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: pulumi.interpolate`${arn}/web/AWSLogs/${accountId}/*`,
        }),
      },
      child,
    );
    const balancer = new aws.lb.LoadBalancer(
      name,
      {
        loadBalancerType: 'application',
        internal: false,
        subnets: network.publicSubnetIds,
        securityGroups: [network.loadBalancerGroup.id],
        dropInvalidHeaderFields: true,
        desyncMitigationMode: 'defensive',
        enableDeletionProtection: true,
        idleTimeout: 60,
        accessLogs: { bucket: logs.name, prefix: 'web', enabled: true },
      },
      { ...child, dependsOn: [logs] },
    );
    // No name: one with a fixed name could not be replaced while a listener uses it.
    const targets = new aws.lb.TargetGroup(
      name,
      {
        vpcId: network.vpcId,
        port: WEB_PORT,
        protocol: 'HTTP',
        targetType: 'ip',
        deregistrationDelay: 30,
        healthCheck: {
          path: HEALTH_PATH,
          matcher: '200',
          interval: 10,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
        },
      },
      child,
    );
    const certificate = this.certificate(name, domain, hostedZoneId);
    this.listener = new aws.lb.Listener(
      `${name}-https`,
      {
        loadBalancerArn: balancer.arn,
        port: 443,
        protocol: 'HTTPS',
        sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
        certificateArn: certificate,
        defaultActions: [{ type: 'forward', targetGroupArn: targets.arn }],
      },
      child,
    );
    new aws.lb.Listener(
      `${name}-http`,
      {
        loadBalancerArn: balancer.arn,
        port: 80,
        protocol: 'HTTP',
        defaultActions: [
          { type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } },
        ],
      },
      child,
    );
    new aws.route53.Record(
      name,
      {
        zoneId: hostedZoneId,
        name: domain,
        type: 'A',
        aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }],
      },
      child,
    );

    this.targetGroupArn = targets.arn;
    this.balancerSuffix = balancer.arnSuffix;
    this.targetSuffix = targets.arnSuffix;
    this.registerOutputs({});
  }

  /** A certificate that Amazon proves by a record in the zone. */
  private certificate(name: string, domain: string, hostedZoneId: string): pulumi.Output<string> {
    const certificate = new aws.acm.Certificate(
      name,
      { domainName: domain, validationMethod: 'DNS' },
      { parent: this },
    );
    const proof = certificate.domainValidationOptions.apply((options) => options[0]!);
    const record = new aws.route53.Record(
      `${name}-proof`,
      {
        zoneId: hostedZoneId,
        name: proof.resourceRecordName,
        type: proof.resourceRecordType,
        records: [proof.resourceRecordValue],
        ttl: 300,
        allowOverwrite: true,
      },
      { parent: this },
    );
    return new aws.acm.CertificateValidation(
      name,
      { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
      { parent: this },
    ).certificateArn;
  }
}

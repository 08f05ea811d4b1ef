import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

interface AlarmTopicArgs {
  email?: string;
  /** Amazon's own key for topics would lock out CloudWatch: a key of ours, or none. */
  kmsKeyArn?: pulumi.Input<string>;
}

/** Where alarms go, and how they are made: all of them tell the topic when they begin and when they end. */
export class Alarms extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;
  private readonly topic: aws.sns.Topic;

  constructor(
    private readonly prefix: string,
    { email, kmsKeyArn }: AlarmTopicArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super('saldo:monitoring:Alarms', prefix, {}, opts);
    this.topic = new aws.sns.Topic(prefix, { kmsMasterKeyId: kmsKeyArn }, { parent: this });
    if (email)
      new aws.sns.TopicSubscription(
        prefix,
        { topic: this.topic.arn, protocol: 'email', endpoint: email },
        { parent: this },
      );
    this.topicArn = this.topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }

  /** `actions` are what Amazon does by itself, beside telling the topic. */
  add(
    name: string,
    args: Omit<aws.cloudwatch.MetricAlarmArgs, 'alarmActions' | 'okActions'>,
    actions: pulumi.Input<string>[] = [],
  ): void {
    new aws.cloudwatch.MetricAlarm(
      `${this.prefix}-${name}`,
      { ...args, alarmActions: [this.topic.arn, ...actions], okActions: [this.topic.arn] },
      { parent: this },
    );
  }
}

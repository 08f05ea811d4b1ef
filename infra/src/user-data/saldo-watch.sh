#!/bin/bash
# Tells CloudWatch whether Saldo answers and how full the disks are; the alarms are in infra/src/stacks/single.ts.
set -euo pipefail
# shellcheck source=/dev/null
source /etc/saldo/host
export AWS_REGION AWS_DEFAULT_REGION=$AWS_REGION
endpoint=()
[[ -z ${AWS_ENDPOINT_URL:-} ]] || endpoint=(--endpoint-url "$AWS_ENDPOINT_URL")

answers=0
curl --silent --fail --max-time 10 --output /dev/null "http://localhost$HEALTH_PATH" && answers=1
put() { aws "${endpoint[@]}" cloudwatch put-metric-data --namespace Saldo --dimensions "Stack=$STACK" --metric-name "$1" --value "$2" --unit "$3"; }
put Answers "$answers" Count
used() { df --output=pcent "$1" | tr -dc '0-9'; }
put RootDiskUsed "$(used /)" Percent
put DataDiskUsed "$(used /srv/saldo)" Percent

#!/bin/bash
# Puts backups into the bucket that are not there yet, and tells CloudWatch how old the newest is. The host may put and nothing else:
# whoever takes it over can neither read nor delete what is there. The bucket's own rules remove what has had its time.
set -euo pipefail
# shellcheck source=/dev/null
source /etc/saldo/host
# shellcheck source=/dev/null
source /opt/saldo/environment
export AWS_REGION AWS_DEFAULT_REGION=$AWS_REGION
endpoint=()
[[ -z ${AWS_ENDPOINT_URL:-} ]] || endpoint=(--endpoint-url "$AWS_ENDPOINT_URL")

cd /srv/saldo/backups
shopt -s nullglob
mkdir -p .in-bucket/dumps .in-bucket/keys
for file in keys/*.saldo dumps/*.saldo; do
  [[ -e .in-bucket/$file ]] && continue
  aws "${endpoint[@]}" s3 cp --only-show-errors "$file" "s3://$BACKUP_BUCKET/backups/$file"
  touch ".in-bucket/$file"
done
for mark in .in-bucket/*/*; do [[ -e ${mark#.in-bucket/} ]] || rm "$mark"; done

# Without any, as long as the folder for them has been there.
since=$(stat --format %W .in-bucket)
for mark in .in-bucket/dumps/*; do since=$(stat --format %Y "${mark#.in-bucket/}"); done
aws "${endpoint[@]}" cloudwatch put-metric-data --namespace Saldo --dimensions "Stack=$STACK" --metric-name BackupAge --value $(($(date +%s) - since)) --unit Seconds

#!/bin/bash
# Brings this host to what its parameters say: the image, the addresses, the secrets. Run at the first start and, through the
# Session Manager, whenever `pulumi up` has changed a parameter.
set -euo pipefail
# shellcheck source=/dev/null
source /etc/saldo/host
export AWS_REGION AWS_DEFAULT_REGION=$AWS_REGION
say() { printf '%s saldo: %s\n' "$(date --utc +%FT%TZ)" "$*"; }

exec 9>/run/saldo-up.lock
flock 9

# Debian's AWS client does not know this variable by itself yet.
endpoint=()
[[ -z ${AWS_ENDPOINT_URL:-} ]] || endpoint=(--endpoint-url "$AWS_ENDPOINT_URL")
parameters=$(aws "${endpoint[@]}" ssm get-parameters-by-path --path "$PARAMETER_PATH" --with-decryption --query 'Parameters[].[Name,Value]' --output text)
[[ -n $parameters ]] || { say "there are no parameters below $PARAMETER_PATH"; exit 1; }

# No value contains a single quote or a line break: the configuration refuses both.
umask 077
while IFS=$'\t' read -r name value; do
  printf "export %s='%s'\n" "${name##*/}" "$value"
done <<<"$parameters" | sort >/opt/saldo/environment
# shellcheck source=/dev/null
source /opt/saldo/environment
export POSTGRES_DATA=/srv/saldo/postgres CADDY_DATA=/srv/saldo/caddy BACKUPS=/srv/saldo/backups
say "fetched $(wc -l </opt/saldo/environment) parameters"

cd /opt/saldo
mountpoint -q /srv/saldo || { say 'the data volume is not mounted'; exit 1; }
docker pull --quiet "$SALDO_IMAGE"
say "pulled $SALDO_IMAGE"
/usr/local/sbin/saldo-roll-out
docker image prune --force >/dev/null

for second in $(seq 300); do
  if curl --silent --fail --max-time 5 --output /dev/null "http://localhost$HEALTH_PATH"; then
    say "Saldo answers (after $second s)"
    exit 0
  fi
  sleep 1
done
docker-compose ps
docker-compose logs --tail=30 migrate web
say 'Saldo does not answer'
exit 1

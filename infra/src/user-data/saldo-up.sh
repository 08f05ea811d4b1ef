#!/bin/bash
# Brings this host to what its parameters say: the image, the addresses, the secrets. Run at the first start and, through the
# Session Manager, whenever `pulumi up` has changed a parameter.
set -euo pipefail
# shellcheck source=/dev/null
source /etc/saldo/host
export AWS_REGION AWS_DEFAULT_REGION=$AWS_REGION
say() { printf '%s saldo: %s\n' "$(date --utc +%FT%TZ)" "$*"; }

# Saldo is served without what watches it, so none of these ends a roll-out.
watch() {
  [[ -n ${GRAFANA_PASSWORD:-} ]] || return 0
  local service
  for service in prometheus node-exporter grafana loki alloy; do
    if docker-compose --profile monitoring up --detach --no-build --no-deps --force-recreate "$service"; then
      say "$service watches"
    else
      say "$service could not be started"
    fi
  done
}

exec 9>/run/saldo-up.lock
flock 9

# Debian's AWS client does not know this variable by itself yet.
endpoint=()
[[ -z ${AWS_ENDPOINT_URL:-} ]] || endpoint=(--endpoint-url "$AWS_ENDPOINT_URL")
parameters=$(aws "${endpoint[@]}" ssm get-parameters-by-path --path "$PARAMETER_PATH" --with-decryption --query 'Parameters[].[Name,Value]' --output text)
[[ -n $parameters ]] || { say "there are no parameters below $PARAMETER_PATH"; exit 1; }

mkdir -p /opt/saldo
umask 077
# No value contains a single quote or a line break: the configuration refuses both.
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
# The compose file and what it mounts come with the image, so that they are always of one version.
before=$(sha256sum infra/caddy/Caddyfile 2>/dev/null || true)
container=$(docker create "$SALDO_IMAGE")
docker cp "$container:/app/host/." .
docker rm "$container" >/dev/null
bash infra/roll-out.sh
[[ -z $before || $before == "$(sha256sum infra/caddy/Caddyfile)" ]] || docker-compose restart caddy
docker image prune --force >/dev/null

for second in $(seq 300); do
  if curl --silent --fail --max-time 5 --output /dev/null "http://localhost$HEALTH_PATH"; then
    say "Saldo answers (after $second s)"
    watch
    exit 0
  fi
  sleep 1
done
docker-compose ps
docker-compose logs --tail=30 migrate web
say 'Saldo does not answer'
exit 1

#!/bin/bash
# Brings a running installation to what docker-compose.yml and the environment say, with no moment in which nobody answers: the
# database is migrated, a second web is started beside the first, and the first is stopped once the second is healthy. When it does not
# become healthy, the first goes on. To be run where docker-compose.yml is.
set -euo pipefail
compose() { if command -v docker-compose >/dev/null; then docker-compose "$@"; else docker compose "$@"; fi; }
say() { printf '%s saldo: %s\n' "$(date --utc +%FT%TZ)" "$*"; }

old=$(compose ps --quiet web)
wanted=$(compose config --hash=web | awk '{ print $2 }')
if [[ -n $old && $(docker inspect --format '{{index .Config.Labels "com.docker.compose.config-hash"}}' "$old") != "$wanted" ]]; then
  compose run --rm migrate
  compose up --detach --no-build --no-deps --no-recreate --scale web=2 web
  new=$(compose ps --quiet web | grep --invert-match --fixed-strings "$old")
  for second in $(seq 120); do
    [[ $(docker inspect --format '{{.State.Health.Status}}' "$new") == healthy ]] && break
    if ((second == 120)); then
      docker logs --tail 30 "$new"
      docker rm --force "$new" >/dev/null
      say 'the new web does not become healthy: the old one goes on'
      exit 1
    fi
    sleep 1
  done
  docker stop --time 35 "$old" >/dev/null
  docker rm "$old" >/dev/null
  say 'web was replaced'
fi
compose up --detach --no-build --remove-orphans

#!/bin/bash
# Rolls an image out to the stack and asks whether Saldo answers. When it does not, the image that ran before is rolled out again
# and the run fails. To be run in infra/: deploy.sh docker.io/you/saldo@sha256:…
set -euo pipefail
image=$1
: "${PULUMI_STACK:?Set PULUMI_STACK to the stack to roll out to.}"

roll_out() {
  npx pulumi config set saldo:image "$1" --stack "$PULUMI_STACK"
  npx pulumi up --stack "$PULUMI_STACK" --policy-pack policy --yes --skip-preview
}

# Three good answers in a row: one alone may come from the version that is about to stop.
answers() {
  local url good=0 path
  url=$(npx pulumi stack output url --stack "$PULUMI_STACK")
  path=$(sed -n "s/^export const HEALTH_PATH = '\(.*\)';/\1/p" src/health.ts)
  for _ in $(seq "${TRIES:-60}"); do
    if curl --silent --fail --max-time 10 --output /dev/null "$url$path"; then good=$((good + 1)); else good=0; fi
    ((good == 3)) && return 0
    sleep "${PAUSE:-5}"
  done
  return 1
}

last=$(npx pulumi stack output image --stack "$PULUMI_STACK" 2>/dev/null || true)
if roll_out "$image" && answers; then
  echo "$image is rolled out."
  exit 0
fi
if [[ -z $last || $last == "$image" ]]; then
  echo "$image does not answer, and there is no image to go back to." >&2
  exit 1
fi
echo "$image does not answer: going back to $last." >&2
if roll_out "$last" && answers; then
  echo "$last is back." >&2
else
  echo "$last does not answer either." >&2
fi
exit 1

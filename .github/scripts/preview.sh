#!/bin/bash
# A stack for each pull request, named pr-NUMBER. To be run in infra/: preview.sh up NUMBER IMAGE, preview.sh down NUMBER, or
# preview.sh sweep, which removes the stacks of pull requests that are no longer open.
set -euo pipefail

up() {
  local stack=pr-$1 image=$2
  npx pulumi stack select --create "$stack" --copy-config-from "${PREVIEW_STACK:?Set PREVIEW_STACK to the stack whose configuration previews take over.}"
  npx pulumi config rm saldo:domain --stack "$stack" 2>/dev/null || true
  npx pulumi config set saldo:disposable true --stack "$stack"
  npx pulumi config set --path saldo:environment.COMPOSE_PROFILES demo --stack "$stack"
  npx pulumi config set saldo:image "$image" --stack "$stack"
  npx pulumi up --stack "$stack" --yes --skip-preview
  local body
  body="This pull request runs at $(npx pulumi stack output url --stack "$stack"), with the demo household in a database of its own. It goes when the pull request closes."
  gh pr comment "$1" --body "$body" --edit-last --create-if-none
}

down() {
  local stack=pr-$1
  npx pulumi stack select "$stack" 2>/dev/null || { echo "There is no $stack."; return 0; }
  npx pulumi destroy --stack "$stack" --yes --skip-preview
  npx pulumi stack rm "$stack" --yes
}

sweep() {
  local stack number
  for stack in $(npx pulumi stack ls --json | jq --raw-output '.[].name | split("/") | last | select(test("^pr-[0-9]+$"))'); do
    number=${stack#pr-}
    [[ $(gh pr view "$number" --json state --jq .state) == OPEN ]] || down "$number"
  done
}

"$@"

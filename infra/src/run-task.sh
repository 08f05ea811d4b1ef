#!/bin/bash
# Runs one task of a definition to its end, and fails when the task does: what depends on it is then not rolled out.
set -euo pipefail
export AWS_REGION AWS_DEFAULT_REGION=$AWS_REGION
task=$(aws ecs run-task --cluster "$CLUSTER" --task-definition "$TASK_DEFINITION" --launch-type FARGATE --query 'tasks[0].taskArn' --output text \
  --network-configuration "awsvpcConfiguration={subnets=[$SUBNETS],securityGroups=[$SECURITY_GROUP],assignPublicIp=DISABLED}")
[[ $task == arn:* ]] || { echo "The task of $TASK_DEFINITION could not be started." >&2; exit 1; }
aws ecs wait tasks-stopped --cluster "$CLUSTER" --tasks "$task"
read -r code reason < <(aws ecs describe-tasks --cluster "$CLUSTER" --tasks "$task" --query 'tasks[0].[containers[0].exitCode,stoppedReason]' --output text)
[[ $code == 0 ]] || { echo "The task of $TASK_DEFINITION ended with $code: $reason. Its log says why." >&2; exit 1; }

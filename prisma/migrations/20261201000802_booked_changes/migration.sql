-- CreateEnum
CREATE TYPE "change_cause" AS ENUM ('PERSON', 'RULE', 'IMPORT', 'SYNC', 'UNDO', 'RESTORE');

-- CreateEnum
CREATE TYPE "change_entity" AS ENUM ('TRANSACTION', 'TRANSFER', 'ACCOUNT', 'CATEGORY');

-- CreateEnum
CREATE TYPE "change_operation" AS ENUM ('ADDED', 'UPDATED', 'REMOVED');

-- Changes that were kept until now were edits and removals, most of them by people, and can be undone as before.
ALTER TABLE "change" ADD COLUMN "cause" "change_cause" NOT NULL DEFAULT 'PERSON',
ADD COLUMN "seq" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "source_id" UUID;
ALTER TABLE "change" ALTER COLUMN "cause" DROP DEFAULT;

ALTER TABLE "change_row" RENAME COLUMN "transaction_id" TO "entity_id";
ALTER TABLE "change_row" ADD COLUMN "entity" "change_entity" NOT NULL DEFAULT 'TRANSACTION',
ADD COLUMN "operation" "change_operation" NOT NULL DEFAULT 'UPDATED',
ALTER COLUMN "before" DROP NOT NULL;
UPDATE "change_row" r SET "operation" = 'REMOVED' FROM "change" c WHERE c."id" = r."change_id" AND c."kind" = 'REMOVE';
ALTER TABLE "change_row" ALTER COLUMN "operation" DROP DEFAULT;

ALTER TABLE "change" DROP COLUMN "kind";
DROP TYPE "change_kind";

-- CreateIndex
CREATE INDEX "change_household_id_seq_idx" ON "change"("household_id", "seq");

-- A repeated request gets the first answer itself, not what is left of it. Keys of before, which are forgotten within three days,
-- have none any more.
DELETE FROM "idempotency_key";
ALTER TABLE "idempotency_key" DROP COLUMN "result_id",
ADD COLUMN "sealed" BYTEA NOT NULL;

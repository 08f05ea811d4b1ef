-- CreateEnum
CREATE TYPE "backup_outcome" AS ENUM ('DONE', 'FAILED');

-- CreateTable
CREATE TABLE "backup_run" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "bytes" BIGINT,
    "outcome" "backup_outcome",

    CONSTRAINT "backup_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "backup_run_finished_at_idx" ON "backup_run"("finished_at");

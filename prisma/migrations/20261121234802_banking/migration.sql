-- CreateEnum
CREATE TYPE "bank_connection_state" AS ENUM ('ACTIVE', 'PAUSED', 'ENDED');

-- CreateEnum
CREATE TYPE "bank_sync_state" AS ENUM ('QUEUED', 'RUNNING', 'DONE', 'FAILED');

-- CreateEnum
CREATE TYPE "bank_posting_state" AS ENUM ('PENDING', 'BOOKED', 'GONE');

-- CreateEnum
CREATE TYPE "mail_state" AS ENUM ('QUEUED', 'SENT', 'FAILED');

-- CreateEnum
CREATE TYPE "review_kind" AS ENUM ('TRANSFER', 'MATCH', 'GONE');

-- CreateEnum
CREATE TYPE "transaction_origin" AS ENUM ('PERSON', 'FILE', 'BANK');

-- CreateEnum
CREATE TYPE "transfer_state" AS ENUM ('LINKED', 'REFUSED');

-- AlterTable
ALTER TABLE "import" ADD COLUMN     "format" TEXT NOT NULL DEFAULT 'CSV';

-- AlterTable
ALTER TABLE "import_row" ADD COLUMN     "claimed_id" UUID;

-- AlterTable
ALTER TABLE "transaction" ADD COLUMN     "origin" "transaction_origin" NOT NULL DEFAULT 'PERSON';

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "monthly_summary" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "bank_connection" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "user_id" UUID,
    "provider" TEXT NOT NULL,
    "state" "bank_connection_state" NOT NULL,
    "sealed" BYTEA NOT NULL,
    "consent_ends_at" TIMESTAMPTZ(3),
    "last_success_at" TIMESTAMPTZ(3),
    "next_sync_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bank_connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_consent" (
    "state_hash" BYTEA NOT NULL,
    "household_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "connection_id" UUID,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bank_consent_pkey" PRIMARY KEY ("state_hash")
);

-- CreateTable
CREATE TABLE "bank_account" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "account_id" UUID,
    "currency" CHAR(3) NOT NULL,
    "sealed" BYTEA NOT NULL,
    "fetch_from" DATE,
    "fetched_to" DATE,

    CONSTRAINT "bank_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_sync" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "state" "bank_sync_state" NOT NULL,
    "accounts_total" INTEGER NOT NULL DEFAULT 0,
    "accounts_done" INTEGER NOT NULL DEFAULT 0,
    "rows_seen" INTEGER NOT NULL DEFAULT 0,
    "rows_added" INTEGER NOT NULL DEFAULT 0,
    "rows_changed" INTEGER NOT NULL DEFAULT 0,
    "rows_waiting" INTEGER NOT NULL DEFAULT 0,
    "sealed" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "bank_sync_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_response" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "sync_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "bank_response_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_posting" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "bank_account_id" UUID,
    "import_id" UUID,
    "transaction_id" UUID,
    "date" DATE NOT NULL,
    "state" "bank_posting_state" NOT NULL,
    "sealed" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bank_posting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_balance" (
    "account_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "household_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "stated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bank_balance_pkey" PRIMARY KEY ("account_id","date")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "state" "mail_state" NOT NULL DEFAULT 'QUEUED',
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "kind" "review_kind" NOT NULL,
    "account_id" UUID NOT NULL,
    "transaction_id" UUID,
    "posting_id" UUID,
    "candidates" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transfer" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "out_id" UUID NOT NULL,
    "in_id" UUID NOT NULL,
    "state" "transfer_state" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bank_connection_household_id_idx" ON "bank_connection"("household_id");

-- CreateIndex
CREATE INDEX "bank_connection_next_sync_at_idx" ON "bank_connection"("next_sync_at");

-- CreateIndex
CREATE INDEX "bank_consent_household_id_idx" ON "bank_consent"("household_id");

-- CreateIndex
CREATE INDEX "bank_account_connection_id_idx" ON "bank_account"("connection_id");

-- CreateIndex
CREATE INDEX "bank_account_account_id_idx" ON "bank_account"("account_id");

-- CreateIndex
CREATE INDEX "bank_sync_connection_id_created_at_idx" ON "bank_sync"("connection_id", "created_at");

-- CreateIndex
CREATE INDEX "bank_sync_household_id_idx" ON "bank_sync"("household_id");

-- CreateIndex
CREATE INDEX "bank_response_account_id_received_at_idx" ON "bank_response"("account_id", "received_at");

-- CreateIndex
CREATE INDEX "bank_response_account_id_fingerprint_idx" ON "bank_response"("account_id", "fingerprint");

-- CreateIndex
CREATE INDEX "bank_posting_account_id_date_idx" ON "bank_posting"("account_id", "date");

-- CreateIndex
CREATE INDEX "bank_posting_transaction_id_idx" ON "bank_posting"("transaction_id");

-- CreateIndex
CREATE UNIQUE INDEX "mail_key_key" ON "mail"("key");

-- CreateIndex
CREATE INDEX "mail_household_id_idx" ON "mail"("household_id");

-- CreateIndex
CREATE INDEX "mail_user_id_idx" ON "mail"("user_id");

-- CreateIndex
CREATE INDEX "review_household_id_decided_at_idx" ON "review"("household_id", "decided_at");

-- CreateIndex
CREATE INDEX "review_transaction_id_idx" ON "review"("transaction_id");

-- CreateIndex
CREATE INDEX "review_posting_id_idx" ON "review"("posting_id");

-- CreateIndex
CREATE INDEX "transfer_in_id_idx" ON "transfer"("in_id");

-- CreateIndex
CREATE INDEX "transfer_household_id_idx" ON "transfer"("household_id");

-- CreateIndex
CREATE UNIQUE INDEX "transfer_out_id_in_id_key" ON "transfer"("out_id", "in_id");

-- AddForeignKey
ALTER TABLE "bank_connection" ADD CONSTRAINT "bank_connection_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "household"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_consent" ADD CONSTRAINT "bank_consent_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "household"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_account" ADD CONSTRAINT "bank_account_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "bank_connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_account" ADD CONSTRAINT "bank_account_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_sync" ADD CONSTRAINT "bank_sync_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "bank_connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_response" ADD CONSTRAINT "bank_response_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_posting" ADD CONSTRAINT "bank_posting_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_posting" ADD CONSTRAINT "bank_posting_bank_account_id_fkey" FOREIGN KEY ("bank_account_id") REFERENCES "bank_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_posting" ADD CONSTRAINT "bank_posting_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_balance" ADD CONSTRAINT "bank_balance_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "household"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "household"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "household"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What came from a file before there was a column for it.
UPDATE "transaction" SET "origin" = 'FILE' WHERE "import_id" IS NOT NULL;

-- A transaction is a side of one transfer at most.
CREATE UNIQUE INDEX "transfer_one_out" ON "transfer" ("out_id") WHERE "state" = 'LINKED';
CREATE UNIQUE INDEX "transfer_one_in" ON "transfer" ("in_id") WHERE "state" = 'LINKED';

-- What a bank sent is kept as it came.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'What a bank sent is never changed.';
END $$;
CREATE TRIGGER "bank_response_is_kept" BEFORE UPDATE ON "bank_response" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "import_file_is_kept" BEFORE UPDATE ON "import_file" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A connection is fetched by one run at a time.
CREATE UNIQUE INDEX "bank_sync_one_at_a_time" ON "bank_sync" ("connection_id") WHERE "state" IN ('QUEUED', 'RUNNING');

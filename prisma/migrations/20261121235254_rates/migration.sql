-- Until here there were only the demonstration's invented rates. It converts with everybody's from here on.
DELETE FROM "exchange_rate";

-- CreateEnum
CREATE TYPE "rate_source" AS ENUM ('CNB', 'ECB', 'UNIRATE', 'EMBEDDED');

-- DropForeignKey
ALTER TABLE "exchange_rate" DROP CONSTRAINT "exchange_rate_household_id_fkey";

-- DropIndex
DROP INDEX "exchange_rate_base_quote_date_idx";

-- AlterTable
ALTER TABLE "household" ADD COLUMN     "pending_base_currency" CHAR(3),
ADD COLUMN     "rates_version" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "exchange_rate" DROP CONSTRAINT "exchange_rate_pkey",
DROP COLUMN "household_id",
DROP COLUMN "id",
DROP COLUMN "source",
ADD COLUMN     "source" "rate_source" NOT NULL,
ADD CONSTRAINT "exchange_rate_pkey" PRIMARY KEY ("source", "base", "quote", "date");

-- CreateTable
CREATE TABLE "exchange_rate_change" (
    "id" BIGSERIAL NOT NULL,
    "date_from" DATE NOT NULL,

    CONSTRAINT "exchange_rate_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_fetch" (
    "source" "rate_source" NOT NULL,
    "fetched_at" TIMESTAMPTZ(3),
    "tried_at" TIMESTAMPTZ(3) NOT NULL,
    "covered_from" DATE,
    "problem" TEXT,

    CONSTRAINT "rate_fetch_pkey" PRIMARY KEY ("source")
);

-- What the Prisma schema cannot say.

-- Ids are given under a lock that ends with the transaction, so they grow in the order of commits: who has seen one has
-- seen all below it. Deleting rates by hand is noted as well, that is why this is a trigger.
CREATE FUNCTION "note_exchange_rate_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('exchange_rate_change'));
  INSERT INTO "exchange_rate_change" ("date_from") SELECT min("date") FROM "changed_rate" HAVING count(*) > 0;
  RETURN NULL;
END $$;

CREATE FUNCTION "note_exchange_rate_truncate"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('exchange_rate_change'));
  INSERT INTO "exchange_rate_change" ("date_from") VALUES ('1900-01-01');
  RETURN NULL;
END $$;

CREATE TRIGGER "exchange_rate_inserted" AFTER INSERT ON "exchange_rate" REFERENCING NEW TABLE AS "changed_rate"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_exchange_rate_change"();
CREATE TRIGGER "exchange_rate_updated" AFTER UPDATE ON "exchange_rate" REFERENCING NEW TABLE AS "changed_rate"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_exchange_rate_change"();
CREATE TRIGGER "exchange_rate_deleted" AFTER DELETE ON "exchange_rate" REFERENCING OLD TABLE AS "changed_rate"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_exchange_rate_change"();
CREATE TRIGGER "exchange_rate_truncated" AFTER TRUNCATE ON "exchange_rate"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_exchange_rate_truncate"();

-- AlterTable
ALTER TABLE "household" ADD COLUMN     "deletion_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "deletion_at" TIMESTAMPTZ(3);

-- AlterEnum
ALTER TYPE "review_kind" ADD VALUE 'CORRECTION';

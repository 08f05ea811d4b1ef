-- The worker makes the search tokens of households below today's version anew while they are used, and sets it.
ALTER TABLE "household" ADD COLUMN     "search_index" SMALLINT NOT NULL DEFAULT 1;

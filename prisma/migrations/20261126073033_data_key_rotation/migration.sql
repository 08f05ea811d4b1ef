-- AlterTable
ALTER TABLE "data_key" ADD COLUMN     "retired_at" TIMESTAMPTZ(3),
ADD COLUMN     "seals_from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- What is kept as it came may be sealed anew with a newer data key, and is otherwise never changed: by the owner of the tables only, at
-- the same length, with every other column as it was.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  resealed record := NEW;
BEGIN
  resealed.sealed := OLD.sealed;
  IF resealed IS NOT DISTINCT FROM OLD
    AND pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')
    AND length(NEW.sealed) = length(OLD.sealed) AND substr(NEW.sealed, 2, 2) > substr(OLD.sealed, 2, 2)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'What was kept as it came is never changed.';
END $$;

import { db } from '../db/pool';

/** Whether the database answers. */
export async function databaseAnswers(): Promise<boolean> {
  return db()
    .query('SELECT 1')
    .then(
      () => true,
      () => false,
    );
}

import { db, inTransaction } from '@/lib/platform/db/pool';
import { enqueue, stopQueue } from '@/lib/platform/jobs/queue';
import { createSignedIn } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { client } from '@/graphql/testing';

setUpTestDatabase();
afterAll(() => stopQueue());

const JOBS = '{ backgroundJobs { id name state tries subjectId createdAt finishedAt nextTryAt } }';
const RETRY = 'mutation($id: ID!) { retryJob(id: $id) { jobs { id state } errors { code path } } }';

async function createWorld() {
  const person = await createSignedIn();
  const importId = '01900000-0000-7000-8000-000000000001';
  const jobId = await inTransaction((tx) =>
    enqueue(tx, 'import', { householdId: person.householdId, importId }),
  );
  return { ...person, ask: client(person.token), jobId, importId };
}

function setState(jobId: string, state: string) {
  return db().query(
    'UPDATE pgboss.job SET state = $2::pgboss.job_state, retry_count = 5, completed_on = now() WHERE id = $1',
    [jobId, state],
  );
}

test('lists what is under way, with what it is about', async () => {
  const { ask, jobId, importId } = await createWorld();
  expect((await ask(JOBS)).data.backgroundJobs).toEqual([
    {
      id: jobId,
      name: 'IMPORT',
      state: 'WAITING',
      tries: 0,
      subjectId: importId,
      createdAt: expect.any(String),
      finishedAt: null,
      nextTryAt: null,
    },
  ]);
});

test('what failed for good comes first and can be tried again, once', async () => {
  const { ask, householdId, jobId } = await createWorld();
  await inTransaction((tx) => enqueue(tx, 'rebuild', { householdId }));
  await setState(jobId, 'failed');
  expect(
    (await ask(JOBS)).data.backgroundJobs.map(({ name, state }: { name: string; state: string }) => [
      name,
      state,
    ]),
  ).toEqual([
    ['IMPORT', 'FAILED'],
    ['REBUILD', 'WAITING'],
  ]);
  expect((await ask(RETRY, { id: jobId })).data.retryJob).toMatchObject({
    jobs: expect.arrayContaining([{ id: jobId, state: 'RETRYING' }]),
    errors: [],
  });
  expect((await ask(RETRY, { id: jobId })).data.retryJob).toMatchObject({
    jobs: null,
    errors: [{ code: 'NOT_FOUND', path: ['id'] }],
  });
});

test('a job is there exactly when the change that needs it is', async () => {
  const { ask, householdId } = await createWorld();
  await expect(
    inTransaction(async (tx) => {
      await enqueue(tx, 'rebuild', { householdId });
      throw new Error('The change failed.');
    }),
  ).rejects.toThrow('The change failed.');
  expect((await ask(JOBS)).data.backgroundJobs).toHaveLength(1);
});

test('another household neither sees nor retries it', async () => {
  const { jobId } = await createWorld();
  await setState(jobId, 'failed');
  const stranger = client((await createSignedIn()).token);
  expect((await stranger(JOBS)).data.backgroundJobs).toEqual([]);
  expect((await stranger(RETRY, { id: jobId })).data.retryJob.errors).toMatchObject([{ code: 'NOT_FOUND' }]);
});

import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SWRConfig } from 'swr';
import { renderPage } from '@/components/ui/render-for-test';
import { JobsView } from './jobs-view';
import type { BackgroundJob } from './queries';

const now = '2026-11-22T12:00:00Z';
const job = (id: string, fields: Partial<BackgroundJob> = {}): BackgroundJob => ({
  id,
  name: 'IMPORT',
  state: 'DONE',
  tries: 1,
  subjectId: 'i1',
  createdAt: '2026-11-22T11:00:00Z',
  finishedAt: '2026-11-22T11:01:00Z',
  nextTryAt: null,
  ...fields,
});

function show(jobs: BackgroundJob[], later: BackgroundJob[] = jobs) {
  const asked: string[] = [];
  globalThis.fetch = (async (_path: string, init: { body: string }) => {
    const { query } = JSON.parse(init.body) as { query: string };
    asked.push(/^\s*(\w+ \w+)/.exec(query)?.[1] ?? '');
    return {
      json: async () => ({
        data: { household: { timeZone: 'UTC' }, backgroundJobs: later, retryJob: { errors: [] } },
      }),
    };
  }) as unknown as typeof fetch;
  renderPage(
    <SWRConfig value={{ provider: () => new Map() }}>
      <JobsView jobs={jobs} timeZone="UTC" now={now} />
    </SWRConfig>,
  );
  return asked;
}

describe('JobsView', () => {
  it('puts what failed first and says what each is about', () => {
    show([
      job('j1'),
      job('j2', { name: 'SYNC', state: 'RETRYING', tries: 2, nextTryAt: '2026-11-22T12:05:00Z' }),
      job('j3', { state: 'FAILED', tries: 6 }),
    ]);
    expect(screen.getAllByRole('heading').map(({ textContent }) => textContent)).toEqual([
      'Failed',
      'In progress',
      'Done',
    ]);
    const [failed, retrying] = screen.getAllByRole('listitem');
    expect(within(failed!).getByRole('link', { name: 'Import of a file' })).toHaveAttribute(
      'href',
      '/import/i1',
    );
    expect(failed).toHaveTextContent('tried 6 times');
    expect(retrying).toHaveTextContent('requested 1 hour agotried 2 timesnext try in 5 minutes');
  });

  it('tries failed work again and shows how it stands then', async () => {
    show([job('j3', { state: 'FAILED' })], [job('j3', { state: 'DONE' })]);
    await userEvent.click(screen.getByRole('button', { name: 'Try again: Import of a file' }));
    await waitFor(() => expect(screen.getByRole('heading')).toHaveTextContent('Done'));
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('asks nothing while nothing is under way', async () => {
    jest.useFakeTimers();
    const asked = show([job('j1'), job('j3', { state: 'FAILED' })]);
    await act(() => jest.advanceTimersByTimeAsync(10_000));
    jest.useRealTimers();
    expect(asked).toEqual([]);
  });

  it('asks again while something is', async () => {
    jest.useFakeTimers();
    const asked = show([job('j1', { state: 'RUNNING', finishedAt: null })], [job('j1')]);
    await act(() => jest.advanceTimersByTimeAsync(10_000));
    jest.useRealTimers();
    expect(asked).toEqual(['query BackgroundJobs_Query']);
    expect(screen.getByRole('heading')).toHaveTextContent('Done');
  });
});

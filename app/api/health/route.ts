import { databaseAnswers } from '@/lib/health/data';

/** For whoever starts or watches the process: 200 when pages and the API can be served, 503 when the database does not answer. */
export async function GET(): Promise<Response> {
  const ready = await databaseAnswers();
  return Response.json({ status: ready ? 'ok' : 'no database' }, { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}

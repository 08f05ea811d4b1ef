import { callerOf } from '@/graphql/http';
import { createContext } from '@/graphql/context';
import { AccessError, DomainError } from '@/lib/errors/domain-error';
import { startImport } from '@/lib/imports/mutations';
import { ImportFileError } from '@/lib/imports/types';
import { readUpload } from '@/lib/imports/upload';
import { errorStack, log } from '@/lib/log';

/**
 * Takes one statement file (multipart: `file`, and `accountId` where it is known). Answers 201 with the import's id, which the
 * API then shows as a preview; nothing is booked before it is committed.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    refuseForeignPages(request);
    const context = await createContext(callerOf((name) => request.headers.get(name)));
    const { householdId, user } = context.writeScope();
    const { file, accountId } = await readUpload(request);
    const id = await startImport(householdId, user.id, file, accountId);
    return Response.json({ import: { id } }, { status: 201, headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    if (error instanceof AccessError) return refusal(error.code === 'UNAUTHENTICATED' ? 401 : error.code === 'FORBIDDEN' ? 403 : 404, error.code, error.message);
    if (error instanceof ImportFileError) return refusal(422, error.code, error.message);
    if (error instanceof DomainError) return refusal(422, error.problems[0]?.code ?? 'INVALID', error.message);
    log.error('an upload failed', { stack: errorStack(error) });
    return refusal(500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side. Try again in a moment.');
  }
}

/** A form on another site could send a file with the person's cookie; browsers say where a request comes from. */
function refuseForeignPages(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  if (site && site !== 'same-origin' && site !== 'none') throw new AccessError('FORBIDDEN', 'Files are taken from Saldo\'s own pages and from programs only.');
}

function refusal(status: number, code: string, message: string): Response {
  return Response.json({ errors: [{ code, message }] }, { status, headers: { 'cache-control': 'no-store' } });
}

import { callerOf } from '@/graphql/http';
import { createContext } from '@/graphql/context';
import { refusal, refusalOf, refuseForeignPages } from '@/lib/platform/http/refusal';
import { startImport } from '@/lib/intake/files/mutations';
import { ImportFileError } from '@/lib/intake/files/types';
import { readUpload } from '@/lib/intake/files/upload';

/**
 * Takes one statement file (multipart: `file`, and `accountId` where it is known). Answers 201 with the
 * import's id, which the API then shows as a preview; nothing is booked before it is committed.
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
    if (error instanceof ImportFileError) return refusal(422, error.code, error.message);
    return refusalOf(error, 'an upload failed');
  }
}

import { Readable } from 'node:stream';
import { createContext } from '@/graphql/context';
import { callerOf } from '@/graphql/http';
import { ExportFileError } from '@/lib/exchange/exports/errors';
import { noteExport } from '@/lib/exchange/exports/mutations';
import { MAX_EXPORT_BYTES } from '@/lib/exchange/exports/read';
import { restoreExport } from '@/lib/exchange/restore/mutations';
import { startExport } from '@/lib/exchange/exports/write';
import { refusal, refusalOf, refuseForeignPages } from '@/lib/platform/http/refusal';
import { ImportFileError } from '@/lib/intake/files/types';
import { readUpload } from '@/lib/intake/files/upload';

/**
 * Sends all that the person sees of the household, as one ZIP (docs/export-format.md). They must have proved
 * within ten minutes who they are, so no access token gets here; owners find it in the audit trail.
 */
export async function GET(request: Request): Promise<Response> {
  try {
    refuseForeignPages(request);
    const context = await createContext(callerOf((name) => request.headers.get(name)));
    const { householdId, user } = context.confirmedScope();
    const today = await context.today();
    const zip = startExport(householdId, user.id);
    await noteExport(householdId, context.actor()).catch((error: unknown) => {
      zip.destroy();
      throw error;
    });
    return new Response(Readable.toWeb(zip) as unknown as BodyInit, {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="saldo-${today}.zip"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    return refusalOf(error, 'an export could not begin');
  }
}

/** Next would answer it with a GET whose file nobody reads. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET, POST' } });
}

/**
 * Brings such a ZIP (multipart: `file`) into a household that is empty, all of it or nothing. Answers 201
 * with the household's id.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    refuseForeignPages(request);
    const context = await createContext(callerOf((name) => request.headers.get(name)));
    const { householdId } = context.writeScope();
    const { file } = await readUpload(request, MAX_EXPORT_BYTES);
    await restoreExport(householdId, context.actor(), file.bytes);
    return Response.json(
      { household: { id: householdId } },
      { status: 201, headers: { 'cache-control': 'no-store' } },
    );
  } catch (error) {
    if (error instanceof ExportFileError) return refusal(422, error.code, error.message, { at: error.at });
    if (error instanceof ImportFileError)
      return refusal(
        422,
        error.code,
        error.code === 'TOO_LARGE'
          ? 'The file is larger than 100 MB: Saldo takes no more than that at once.'
          : error.message,
      );
    return refusalOf(error, 'an export could not be imported');
  }
}

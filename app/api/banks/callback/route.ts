import { callerOf } from '@/graphql/http';
import { createContext } from '@/graphql/context';
import { finishConnection } from '@/lib/intake/banks/connections/mutations';
import { env } from '@/lib/platform/env';
import { AccessError, DomainError } from '@/lib/platform/errors/domain-error';
import { errorStack, log } from '@/lib/platform/log';

/**
 * Where a bank sends a person back to, with a code or a refusal. Ends on the connection's page, or on the
 * list with a word that says what went wrong; sentences never travel in addresses.
 */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const [state, code] = [searchParams.get('state'), searchParams.get('code')];
  try {
    const context = await createContext(callerOf((name) => request.headers.get(name)));
    const { householdId, user } = context.writeScope();
    if (!state || !code) return redirect('/connections?problem=refused');
    const id = await finishConnection({ householdId, userId: user.id }, { state, code });
    return redirect(`/connections/${id}`);
  } catch (error) {
    if (error instanceof AccessError)
      return redirect(
        error.code === 'UNAUTHENTICATED' ? '/login?next=/connections' : '/connections?problem=forbidden',
      );
    if (error instanceof DomainError)
      return redirect(`/connections?problem=${error.problems[0]?.code === 'NOT_FOUND' ? 'unknown' : 'bank'}`);
    log.error('a consent could not be finished', { stack: errorStack(error) });
    return redirect('/connections?problem=failed');
  }
}

/** Absolute, because behind a proxy the request's own address is not the one people see. */
function redirect(path: string): Response {
  return Response.redirect(new URL(path, env().NEXTAUTH_URL ?? `http://localhost:${env().PORT}`), 303);
}

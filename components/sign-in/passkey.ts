import { request } from '@/components/api/request';
import { graphql } from '@/graphql/__generated__/client';

const AskForPasskey_Mutation = graphql(`
  mutation AskForPasskey_Mutation {
    askForPasskey {
      options
    }
  }
`);

/**
 * Asks the browser for a passkey of this site and returns its answer as JSON; null when the person thought
 * better of it, or has none.
 */
export async function askForPasskey(): Promise<string | null> {
  const [{ startAuthentication }, { askForPasskey: asked }] = await Promise.all([
    import('@simplewebauthn/browser'),
    request(AskForPasskey_Mutation, {}),
  ]);
  return startAuthentication({
    optionsJSON: JSON.parse(asked.options) as Parameters<typeof startAuthentication>[0]['optionsJSON'],
  }).then(JSON.stringify, refusalOf);
}

/**
 * Has the browser make a passkey for `options` (JSON of the API) and returns its answer as JSON; null as
 * above.
 */
export async function makePasskey(options: string): Promise<string | null> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return startRegistration({
    optionsJSON: JSON.parse(options) as Parameters<typeof startRegistration>[0]['optionsJSON'],
  }).then(JSON.stringify, refusalOf);
}

/**
 * Anyone who closes the browser's window, waits too long, or has this authenticator already, is told by the
 * browser itself.
 */
function refusalOf(failure: unknown): null {
  if (
    failure instanceof Error &&
    ['NotAllowedError', 'AbortError', 'InvalidStateError'].includes(failure.name)
  )
    return null;
  throw failure;
}

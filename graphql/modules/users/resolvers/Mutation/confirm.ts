import { CONFIRMED_MINUTES } from '@/lib/people/sessions/credential';
import { domainError } from '@/lib/platform/errors/domain-error';
import { prove } from '@/lib/people/sign-in/confirm/mutations';
import { readProof } from '@/lib/people/sign-in/confirm/types';
import { confirmSession } from '@/lib/people/sessions/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const confirm: NonNullable<MutationResolvers['confirm']> = (_parent, { input }, context) => {
  const { user, credential } = context.personScope();
  return payload(context, async () => {
    const proof = readProof(input);
    const proven = await prove({ account: user.id, userId: user.id, proof, origin: context.origin });
    if (!proven)
      throw domainError(
        'INVALID',
        'This was not right: try again.',
        'input',
        Object.keys(proof)[0] ?? 'password',
      );
    await confirmSession(credential.sessionId);
    return { confirmedUntil: new Date(Date.now() + CONFIRMED_MINUTES * 60_000) };
  });
};

import { spend } from '@/lib/platform/limits/mutations';
import { askForPasskey as ask } from '@/lib/people/sign-in/passkey/mutations';
import type { MutationResolvers } from '../../../../__generated__/types';

export const askForPasskey: NonNullable<MutationResolvers['askForPasskey']> = async (
  _parent,
  _args,
  { origin },
) => {
  await spend('passkey-challenge', { account: null, address: origin.address });
  return { options: await ask() };
};

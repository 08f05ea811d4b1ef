import { listIdentities } from '@/lib/identities/data';
import { listPasskeys } from '@/lib/passkeys/data';
import type { SignInMethodsResolvers } from './../../../__generated__/types';

export const SignInMethods: SignInMethodsResolvers = {
  passkeys: ({ userId }) => listPasskeys(userId),
  identities: ({ userId }) => listIdentities(userId),
};

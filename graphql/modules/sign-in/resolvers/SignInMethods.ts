import { listIdentities } from '@/lib/people/sign-in/oidc/data';
import { listPasskeys } from '@/lib/people/sign-in/passkey/data';
import type { SignInMethodsResolvers } from '../../../__generated__/types';

export const SignInMethods: SignInMethodsResolvers = {
  passkeys: ({ userId }) => listPasskeys(userId),
  identities: ({ userId }) => listIdentities(userId),
};

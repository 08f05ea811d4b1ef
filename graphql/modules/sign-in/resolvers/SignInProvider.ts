import type { SignInProviderResolvers } from '../../../__generated__/types';

export const SignInProvider: SignInProviderResolvers = {};

import type { SignInChallengeResolvers } from '../../../__generated__/types';

export const SignInChallenge: SignInChallengeResolvers = {};

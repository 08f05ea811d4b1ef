import type { AccessTokenResolvers } from '../../../__generated__/types';

export const AccessToken: AccessTokenResolvers = {};

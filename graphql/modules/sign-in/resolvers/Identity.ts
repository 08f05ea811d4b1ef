import type { IdentityResolvers } from '../../../__generated__/types';

export const Identity: IdentityResolvers = {};

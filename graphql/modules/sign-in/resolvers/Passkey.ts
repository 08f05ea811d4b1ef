import type { PasskeyResolvers } from '../../../__generated__/types';

export const Passkey: PasskeyResolvers = {};

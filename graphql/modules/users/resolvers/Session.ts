import type { SessionResolvers } from '../../../__generated__/types';

export const Session: SessionResolvers = {
  current: ({ id }, _args, context) => id === context.personScope().credential.sessionId,
};

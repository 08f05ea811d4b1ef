import type { MemberResolvers } from '../../../__generated__/types';

export const Member: MemberResolvers = {
  isViewer: ({ userId }, _args, context) => userId === context.scope().user.id,
};

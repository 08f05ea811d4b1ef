import { listSessions } from '@/lib/people/sessions/data';
import type { QueryResolvers } from '../../../../__generated__/types';

export const sessions: NonNullable<QueryResolvers['sessions']> = (_parent, _args, context) =>
  listSessions(context.personScope().user.id);

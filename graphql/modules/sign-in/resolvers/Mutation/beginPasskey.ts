import { beginPasskey as begin } from '@/lib/people/sign-in/passkey/mutations';
import type { MutationResolvers } from '../../../../__generated__/types';

export const beginPasskey: NonNullable<MutationResolvers['beginPasskey']> = async (
  _parent,
  _args,
  context,
) => ({ options: await begin(context.confirmedScope().user) });

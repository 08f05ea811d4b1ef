import type { InvitationResolvers } from '../../../__generated__/types';
export const Invitation: InvitationResolvers = {/* Implement Invitation resolver logic here */};

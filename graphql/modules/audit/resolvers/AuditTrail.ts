import type { AuditTrailResolvers } from '../../../__generated__/types';
export const AuditTrail: AuditTrailResolvers = {/* Implement AuditTrail resolver logic here */};

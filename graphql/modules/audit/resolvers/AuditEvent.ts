import type { AuditEventResolvers } from '../../../__generated__/types';
export const AuditEvent: AuditEventResolvers = {/* Implement AuditEvent resolver logic here */};

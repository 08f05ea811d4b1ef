export type { AuditEvent as AuditEventMapper } from '@/lib/people/audit/types';

export type { AuditEvent as AuditEventMapper } from '@/lib/audit/types';

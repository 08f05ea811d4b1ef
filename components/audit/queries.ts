import { graphql } from '@/graphql/__generated__/client';
import type { AuditPage_QueryQuery } from '@/graphql/__generated__/client/graphql';

export const AuditPage_Query = graphql(`
  query AuditPage_Query($after: String) {
    household {
      timeZone
    }
    auditTrail(first: 50, after: $after) {
      nodes {
        id
        at
        action
        actor
        subject
        device
        address
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
export type AuditTrail = AuditPage_QueryQuery['auditTrail'];
export type AuditEvent = AuditTrail['nodes'][number];

import { graphql } from '@/graphql/__generated__/client';
import type { BackgroundJobs_QueryQuery } from '@/graphql/__generated__/client/graphql';

export const BackgroundJobs_Query = graphql(`
  query BackgroundJobs_Query {
    household {
      timeZone
    }
    backgroundJobs(first: 50) {
      id
      name
      state
      tries
      subjectId
      createdAt
      finishedAt
      nextTryAt
    }
  }
`);
export type BackgroundJob = BackgroundJobs_QueryQuery['backgroundJobs'][number];

export const RetryJob_Mutation = graphql(`
  mutation RetryJob_Mutation($id: ID!) {
    retryJob(id: $id) {
      errors {
        ...InputError
      }
    }
  }
`);

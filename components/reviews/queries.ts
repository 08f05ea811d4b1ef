import { graphql } from '@/graphql/__generated__/client';
import type { InboxPage_QueryQuery } from '@/graphql/__generated__/client/graphql';

export const InboxPage_Query = graphql(`
  query InboxPage_Query {
    reviews {
      id
      kind
      account {
        id
        name
        currency
      }
      bankRow {
        date
        amount
        currency
        payee
        description
        status
      }
      transaction {
        id
        date
        payee
        description
        status
        amount {
          amount
          currency
        }
        account {
          name
        }
      }
      candidates {
        id
        date
        payee
        description
        status
        amount {
          amount
          currency
        }
        account {
          name
        }
      }
    }
  }
`);
export type Review = InboxPage_QueryQuery['reviews'][number];
export type ReviewTransaction = Review['candidates'][number];

export const DecideReview_Mutation = graphql(`
  mutation DecideReview_Mutation($id: ID!, $decision: ReviewDecision!, $transactionId: ID) {
    decideReview(id: $id, decision: $decision, transactionId: $transactionId) {
      errors {
        ...InputError
      }
    }
  }
`);

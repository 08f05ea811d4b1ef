import { graphql } from '@/graphql/__generated__/client';
import type { SettingsPage_QueryQuery } from '@/graphql/__generated__/client/graphql';

export const SettingsPage_Query = graphql(`
  query SettingsPage_Query {
    viewer {
      email
      name
      locale
      theme
      monthlySummary
    }
    household {
      name
      baseCurrency
      pendingBaseCurrency
      timeZone
    }
    sessions {
      id
      device
      lastUsedAt
      current
    }
  }
`);
export type Viewer = NonNullable<SettingsPage_QueryQuery['viewer']>;
export type Household = SettingsPage_QueryQuery['household'];
export type Session = SettingsPage_QueryQuery['sessions'][number];

export const UpdateViewer_Mutation = graphql(`
  mutation UpdateViewer_Mutation($input: UpdateViewerInput!) {
    updateViewer(input: $input) {
      errors {
        code
        message
        path
      }
    }
  }
`);

export const UpdateHousehold_Mutation = graphql(`
  mutation UpdateHousehold_Mutation($input: UpdateHouseholdInput!) {
    updateHousehold(input: $input) {
      errors {
        code
        message
        path
      }
    }
  }
`);

export const EndSession_Mutation = graphql(`
  mutation EndSession_Mutation($id: ID!) {
    endSession(id: $id) {
      errors {
        code
        message
        path
      }
    }
  }
`);

export const EndOtherSessions_Mutation = graphql(`
  mutation EndOtherSessions_Mutation {
    endOtherSessions {
      errors {
        code
        message
        path
      }
    }
  }
`);

export const ChangePassword_Mutation = graphql(`
  mutation ChangePassword_Mutation($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      errors {
        code
        message
        path
      }
    }
  }
`);

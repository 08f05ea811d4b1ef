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
  }
`);
export type Viewer = NonNullable<SettingsPage_QueryQuery['viewer']>;
export type Household = SettingsPage_QueryQuery['household'];

export const UpdateViewer_Mutation = graphql(`
  mutation UpdateViewer_Mutation($input: UpdateViewerInput!) {
    updateViewer(input: $input) {
      errors {
        ...InputError
      }
    }
  }
`);

export const UpdateHousehold_Mutation = graphql(`
  mutation UpdateHousehold_Mutation($input: UpdateHouseholdInput!) {
    updateHousehold(input: $input) {
      errors {
        ...InputError
      }
    }
  }
`);

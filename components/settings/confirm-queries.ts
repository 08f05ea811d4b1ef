import { graphql } from '@/graphql/__generated__/client';

export const ConfirmDialog_Query = graphql(`
  query ConfirmDialog_Query {
    viewer {
      email
    }
    signInMethods {
      hasPassword
      totpSince
      passkeys {
        id
      }
      identities {
        provider
      }
    }
    signInProviders {
      id
      name
    }
  }
`);

export const Confirm_Mutation = graphql(`
  mutation Confirm_Mutation($input: ConfirmInput!) {
    confirm(input: $input) {
      errors {
        ...InputError
      }
    }
  }
`);

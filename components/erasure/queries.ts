import { graphql } from '@/graphql/__generated__/client';

export const AskHouseholdDeletion_Mutation = graphql(`
  mutation AskHouseholdDeletion_Mutation {
    askHouseholdDeletion {
      errors {
        ...InputError
      }
    }
  }
`);

export const CancelHouseholdDeletion_Mutation = graphql(`
  mutation CancelHouseholdDeletion_Mutation {
    cancelHouseholdDeletion {
      errors {
        ...InputError
      }
    }
  }
`);

export const AskPersonDeletion_Mutation = graphql(`
  mutation AskPersonDeletion_Mutation {
    askPersonDeletion {
      errors {
        ...InputError
      }
    }
  }
`);

export const CancelPersonDeletion_Mutation = graphql(`
  mutation CancelPersonDeletion_Mutation {
    cancelPersonDeletion {
      errors {
        ...InputError
      }
    }
  }
`);

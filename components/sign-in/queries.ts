import { graphql } from '@/graphql/__generated__/client';

export const LoginPage_Query = graphql(`
  query LoginPage_Query {
    waitingFor
    signInProviders {
      id
      name
    }
  }
`);

export const RequestPasswordReset_Mutation = graphql(`
  mutation RequestPasswordReset_Mutation($email: String!) {
    requestPasswordReset(input: { email: $email }) {
      errors {
        ...InputError
      }
    }
  }
`);

export const ResetPassword_Mutation = graphql(`
  mutation ResetPassword_Mutation($input: ResetPasswordInput!) {
    resetPassword(input: $input) {
      errors {
        ...InputError
      }
    }
  }
`);

export const VerifyEmail_Mutation = graphql(`
  mutation VerifyEmail_Mutation($token: String!) {
    verifyEmail(input: { token: $token }) {
      email
      errors {
        ...InputError
      }
    }
  }
`);

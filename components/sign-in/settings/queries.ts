import { graphql } from '@/graphql/__generated__/client';
import type { SecurityPage_QueryQuery } from '@/graphql/__generated__/client/graphql';

export const SecurityPage_Query = graphql(`
  query SecurityPage_Query {
    viewer {
      email
      emailVerified
    }
    household {
      name
      timeZone
    }
    sessions {
      id
      device
      lastUsedAt
      current
    }
    signInMethods {
      hasPassword
      totpSince
      recoveryCodesLeft
      passkeys {
        id
        name
        createdAt
        lastUsedAt
      }
      identities {
        id
        provider
        label
        lastUsedAt
      }
    }
    signInProviders {
      id
      name
    }
    accessTokens {
      id
      name
      access
      household
      lastUsedAt
      expiresAt
    }
  }
`);
export type Viewer = NonNullable<SecurityPage_QueryQuery['viewer']>;
export type Session = SecurityPage_QueryQuery['sessions'][number];
export type SignInMethods = SecurityPage_QueryQuery['signInMethods'];
export type AccessToken = SecurityPage_QueryQuery['accessTokens'][number];

export const EndSession_Mutation = graphql(`
  mutation EndSession_Mutation($id: ID!) {
    endSession(id: $id) {
      errors {
        ...InputError
      }
    }
  }
`);

export const EndOtherSessions_Mutation = graphql(`
  mutation EndOtherSessions_Mutation {
    endOtherSessions {
      errors {
        ...InputError
      }
    }
  }
`);

export const ChangePassword_Mutation = graphql(`
  mutation ChangePassword_Mutation($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      errors {
        ...InputError
      }
    }
  }
`);

export const SendVerification_Mutation = graphql(`
  mutation SendVerification_Mutation {
    sendVerification {
      errors {
        ...InputError
      }
    }
  }
`);

export const ChangeEmail_Mutation = graphql(`
  mutation ChangeEmail_Mutation($email: String!) {
    changeEmail(input: { email: $email }) {
      errors {
        ...InputError
      }
    }
  }
`);

export const BeginTotp_Mutation = graphql(`
  mutation BeginTotp_Mutation {
    beginTotp {
      seed
      uri
      errors {
        ...InputError
      }
    }
  }
`);

export const AddTotp_Mutation = graphql(`
  mutation AddTotp_Mutation($code: String!) {
    addTotp(input: { code: $code }) {
      recoveryCodes
      errors {
        ...InputError
      }
    }
  }
`);

export const RemoveTotp_Mutation = graphql(`
  mutation RemoveTotp_Mutation {
    removeTotp {
      errors {
        ...InputError
      }
    }
  }
`);

export const ReplaceRecoveryCodes_Mutation = graphql(`
  mutation ReplaceRecoveryCodes_Mutation {
    replaceRecoveryCodes {
      recoveryCodes
      errors {
        ...InputError
      }
    }
  }
`);

export const BeginPasskey_Mutation = graphql(`
  mutation BeginPasskey_Mutation {
    beginPasskey {
      options
    }
  }
`);

export const AddPasskey_Mutation = graphql(`
  mutation AddPasskey_Mutation($input: AddPasskeyInput!) {
    addPasskey(input: $input) {
      recoveryCodes
      errors {
        ...InputError
      }
    }
  }
`);

export const RemovePasskey_Mutation = graphql(`
  mutation RemovePasskey_Mutation($id: ID!) {
    removePasskey(id: $id) {
      errors {
        ...InputError
      }
    }
  }
`);

export const UnlinkIdentity_Mutation = graphql(`
  mutation UnlinkIdentity_Mutation($id: ID!) {
    unlinkIdentity(id: $id) {
      errors {
        ...InputError
      }
    }
  }
`);

export const CreateAccessToken_Mutation = graphql(`
  mutation CreateAccessToken_Mutation($input: CreateAccessTokenInput!) {
    createAccessToken(input: $input) {
      secret
      errors {
        ...InputError
      }
    }
  }
`);

export const RevokeAccessToken_Mutation = graphql(`
  mutation RevokeAccessToken_Mutation($id: ID!) {
    revokeAccessToken(id: $id) {
      errors {
        ...InputError
      }
    }
  }
`);

export const BeginLinking_Mutation = graphql(`
  mutation BeginLinking_Mutation {
    beginIdentityLink {
      errors {
        ...InputError
      }
    }
  }
`);

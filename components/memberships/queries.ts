import { graphql } from '@/graphql/__generated__/client';
import type { PeoplePage_QueryQuery, Role as ApiRole } from '@/graphql/__generated__/client/graphql';

export type Role = ApiRole;
export const roles = ['OWNER', 'MEMBER', 'VIEWER'] as const satisfies readonly Role[];

export const PeoplePage_Query = graphql(`
  query PeoplePage_Query {
    household {
      name
      role
      timeZone
    }
    members {
      userId
      email
      name
      role
      isViewer
    }
  }
`);
export type Member = PeoplePage_QueryQuery['members'][number];

/** Asked by owners only; nobody else may. */
export const Invitations_Query = graphql(`
  query Invitations_Query {
    invitations {
      id
      email
      role
      expiresAt
    }
  }
`);
export type Invitation = { id: string; email: string; role: Role; expiresAt: string };

export const InviteMember_Mutation = graphql(`
  mutation InviteMember_Mutation($input: InviteMemberInput!) {
    inviteMember(input: $input) {
      errors {
        ...InputError
      }
    }
  }
`);

export const RevokeInvitation_Mutation = graphql(`
  mutation RevokeInvitation_Mutation($id: ID!) {
    revokeInvitation(id: $id) {
      errors {
        ...InputError
      }
    }
  }
`);

export const SetRole_Mutation = graphql(`
  mutation SetRole_Mutation($userId: ID!, $role: Role!) {
    setRole(userId: $userId, role: $role) {
      errors {
        ...InputError
      }
    }
  }
`);

export const HandOverOwnership_Mutation = graphql(`
  mutation HandOverOwnership_Mutation($userId: ID!) {
    handOverOwnership(userId: $userId) {
      errors {
        ...InputError
      }
    }
  }
`);

export const RemoveMember_Mutation = graphql(`
  mutation RemoveMember_Mutation($userId: ID!) {
    removeMember(userId: $userId) {
      errors {
        ...InputError
      }
    }
  }
`);

export const LeaveHousehold_Mutation = graphql(`
  mutation LeaveHousehold_Mutation {
    leaveHousehold {
      errors {
        ...InputError
      }
    }
  }
`);

export const SwitchHousehold_Mutation = graphql(`
  mutation SwitchHousehold_Mutation($id: ID!) {
    switchHousehold(id: $id) {
      errors {
        ...InputError
      }
    }
  }
`);

export const AddHousehold_Mutation = graphql(`
  mutation AddHousehold_Mutation($input: AddHouseholdInput!) {
    addHousehold(input: $input) {
      errors {
        ...InputError
      }
    }
  }
`);

export const Invitation_Query = graphql(`
  query Invitation_Query($token: String!) {
    viewer {
      email
    }
    offeredPlace(token: $token) {
      household
      role
      email
      invitedBy
    }
  }
`);

export const AcceptInvitation_Mutation = graphql(`
  mutation AcceptInvitation_Mutation($token: String!) {
    acceptInvitation(token: $token) {
      errors {
        ...InputError
      }
    }
  }
`);

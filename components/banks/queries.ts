import { graphql } from '@/graphql/__generated__/client';
import type {
  Connection_BankConnectionFragment,
  ConnectionPage_QueryQuery,
  ConnectionsPage_QueryQuery,
} from '@/graphql/__generated__/client/graphql';

/** Everything that the card of a connection shows; asked for again and again while a run is under way. */
export const Connection_bankConnection = graphql(`
  fragment Connection_bankConnection on BankConnection {
    id
    provider
    state
    problemCode
    consentEndsAt
    consentDaysLeft
    lastSuccessAt
    nextSyncAt
    accounts {
      id
      name
      number
      currency
      fetchFrom
      account {
        id
        name
      }
    }
    lastSync {
      id
      state
      accountsDone
      accountsTotal
      rowsSeen
      rowsAdded
      rowsChanged
      rowsWaiting
    }
  }
`);
export type Connection = Connection_BankConnectionFragment;
export type ConnectedAccount = Connection['accounts'][number];

export const ConnectionsPage_Query = graphql(`
  query ConnectionsPage_Query {
    household {
      timeZone
    }
    banks {
      provider
      consent
    }
    bankConnections {
      ...Connection_bankConnection
    }
  }
`);
export type Bank = ConnectionsPage_QueryQuery['banks'][number];

export const ConnectionPage_Query = graphql(`
  query ConnectionPage_Query($id: ID!) {
    household {
      today
      timeZone
    }
    banks {
      provider
      consent
    }
    accounts {
      id
      name
      number
      currency
      bankConnection {
        id
      }
    }
    bankConnection(id: $id) {
      ...Connection_bankConnection
    }
  }
`);
export type HouseholdAccount = ConnectionPage_QueryQuery['accounts'][number];

export const Connection_Query = graphql(`
  query Connection_Query($id: ID!) {
    bankConnection(id: $id) {
      ...Connection_bankConnection
    }
  }
`);

export const BeginBankConnection_Mutation = graphql(`
  mutation BeginBankConnection_Mutation($input: BeginBankConnectionInput!) {
    beginBankConnection(input: $input) {
      url
      errors {
        ...InputError
      }
    }
  }
`);

export const ConnectBankWithToken_Mutation = graphql(`
  mutation ConnectBankWithToken_Mutation($input: ConnectBankWithTokenInput!) {
    connectBankWithToken(input: $input) {
      connection {
        id
      }
      errors {
        ...InputError
      }
    }
  }
`);

export const ChooseBankAccounts_Mutation = graphql(`
  mutation ChooseBankAccounts_Mutation($connectionId: ID!, $accounts: [BankAccountChoice!]!) {
    chooseBankAccounts(connectionId: $connectionId, accounts: $accounts) {
      errors {
        ...InputError
      }
    }
  }
`);

export const SyncBankConnection_Mutation = graphql(`
  mutation SyncBankConnection_Mutation($id: ID!) {
    syncBankConnection(id: $id) {
      errors {
        ...InputError
      }
    }
  }
`);

export const PauseBankConnection_Mutation = graphql(`
  mutation PauseBankConnection_Mutation($id: ID!, $paused: Boolean!) {
    pauseBankConnection(id: $id, paused: $paused) {
      errors {
        ...InputError
      }
    }
  }
`);

export const DisconnectBank_Mutation = graphql(`
  mutation DisconnectBank_Mutation($id: ID!, $removeTransactions: Boolean!) {
    disconnectBank(id: $id, removeTransactions: $removeTransactions) {
      changeId
      errors {
        ...InputError
      }
    }
  }
`);

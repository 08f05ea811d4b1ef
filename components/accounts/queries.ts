import { graphql } from '@/graphql/__generated__/client';
import type { BalanceProof_AccountFragment } from '@/graphql/__generated__/client/graphql';

export const AccountsPage_Query = graphql(`
  query AccountsPage_Query {
    household {
      baseCurrency
    }
    accounts(includeClosed: true) {
      id
      name
      type
      number
      private
      currency
      closedOn
      balance: balanceToday {
        amount
      }
      upcoming {
        amount
      }
      balanceProof {
        difference {
          amount
        }
      }
    }
  }
`);

/** How the account stands against what its bank says, and which connection feeds it. */
export const BalanceProof_account = graphql(`
  fragment BalanceProof_account on Account {
    id
    currency
    bankConnection {
      id
      provider
      state
      lastSuccessAt
    }
    balanceProof {
      date
      firstDay
      balance {
        amount
      }
      bankBalance {
        amount
      }
      difference {
        amount
      }
      candidates {
        id
        kind
        explains
        effect {
          amount
        }
        bankRow {
          date
          payee
          description
          amount
        }
        transaction {
          id
          date
          payee
          description
          amount {
            amount
          }
        }
      }
    }
  }
`);
export type ProvenAccount = BalanceProof_AccountFragment;
export type BalanceProof = NonNullable<ProvenAccount['balanceProof']>;
export type ProofCandidate = BalanceProof['candidates'][number];

export const TakeMissingBankRows_Mutation = graphql(`
  mutation TakeMissingBankRows_Mutation($accountId: ID!) {
    takeMissingBankRows(accountId: $accountId) {
      errors {
        ...InputError
      }
    }
  }
`);

export const BookBalanceCorrection_Mutation = graphql(`
  mutation BookBalanceCorrection_Mutation($accountId: ID!, $payee: String) {
    bookBalanceCorrection(accountId: $accountId, payee: $payee) {
      errors {
        ...InputError
      }
    }
  }
`);

export const AccountPage_Query = graphql(`
  query AccountPage_Query($id: ID!) {
    household {
      today
      timeZone
      baseCurrency
    }
    account(id: $id) {
      id
      name
      type
      number
      private
      counted
      currency
      closedOn
      openingBalance {
        amount
      }
      balance: balanceToday {
        amount
      }
      upcoming {
        amount
      }
      ...BalanceProof_account
    }
    oldest: transactions(first: 1, orderBy: DATE_ASC, filter: { accountIds: [$id] }) {
      nodes {
        date
      }
    }
  }
`);

/** Asked after the other, which knows how far back the account goes. */
export const AccountBalances_Query = graphql(`
  query AccountBalances_Query($id: ID!, $from: Date!, $to: Date!) {
    account(id: $id) {
      balances(from: $from, to: $to) {
        date
        balance {
          amount
        }
      }
    }
  }
`);

export const AddAccount_Mutation = graphql(`
  mutation AddAccount_Mutation($input: AddAccountInput!) {
    addAccount(input: $input) {
      account {
        id
      }
      errors {
        ...InputError
      }
    }
  }
`);

export const UpdateAccount_Mutation = graphql(`
  mutation UpdateAccount_Mutation($id: ID!, $input: UpdateAccountInput!) {
    updateAccount(id: $id, input: $input) {
      account {
        id
      }
      errors {
        ...InputError
      }
    }
  }
`);

export const CloseAccount_Mutation = graphql(`
  mutation CloseAccount_Mutation($id: ID!, $on: Date) {
    closeAccount(id: $id, on: $on) {
      errors {
        ...InputError
      }
    }
  }
`);

export const ReopenAccount_Mutation = graphql(`
  mutation ReopenAccount_Mutation($id: ID!) {
    reopenAccount(id: $id) {
      errors {
        ...InputError
      }
    }
  }
`);

export const RemoveAccount_Mutation = graphql(`
  mutation RemoveAccount_Mutation($id: ID!) {
    removeAccount(id: $id) {
      errors {
        ...InputError
      }
    }
  }
`);

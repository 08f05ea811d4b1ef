import { getFragmentData, graphql } from '@/graphql/__generated__/client';
import type {
  TransactionChoices_QueryFragment,
  TransactionList_QueryQuery,
  TransactionOrigin_QueryQuery,
  TransactionList_TransactionsFragment,
  TransactionRow_TransactionFragment,
} from '@/graphql/__generated__/client/graphql';

/** What each row of a transfer shows of the other one. */
export const TransferSide_transaction = graphql(`
  fragment TransferSide_transaction on Transaction {
    id
    date
    origin
    amount {
      amount
      currency
    }
    account {
      id
      name
    }
  }
`);

const TransactionRow_transaction = graphql(`
  fragment TransactionRow_transaction on Transaction {
    id
    date
    kind
    status
    payee
    description
    notes
    amount {
      amount
      currency
    }
    account {
      id
      name
      currency
    }
    category {
      id
      name
      color
      parent {
        name
      }
    }
    transfer {
      id
      out {
        ...TransferSide_transaction
      }
      in {
        ...TransferSide_transaction
      }
    }
  }
`);
export type TransactionRow = TransactionRow_TransactionFragment;

/** A page of the list. Sums and count are asked for with the first page only: they are of the whole list. */
const TransactionList_transactions = graphql(`
  fragment TransactionList_transactions on TransactionConnection {
    edges {
      balance @include(if: $withBalance) {
        amount
        currency
      }
      node {
        ...TransactionRow_transaction
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
    totalCount @include(if: $isFirst)
    sums @include(if: $isFirst) {
      income {
        amount
        currency
      }
      expenses {
        amount
        currency
      }
      net {
        amount
        currency
      }
      count
    }
  }
`);

export const TransactionList_Query = graphql(`
  query TransactionList_Query(
    $filter: TransactionFilter
    $orderBy: TransactionOrder!
    $first: Int!
    $after: String
    $isFirst: Boolean!
    $withBalance: Boolean!
  ) {
    transactions(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      ...TransactionList_transactions
    }
  }
`);

/** Everything that a transaction can be given: for forms, filters and editing in the list. */
export const TransactionChoices_query = graphql(`
  fragment TransactionChoices_query on Query {
    household {
      today
      baseCurrency
    }
    accounts(includeClosed: true) {
      id
      name
      currency
      closedOn
    }
    categories(includeArchived: true) {
      id
      name
      kind
      color
      archived
      parent {
        id
        name
      }
    }
  }
`);
export type Choices = TransactionChoices_QueryFragment;

export const TransactionChoices_Query = graphql(`
  query TransactionChoices_Query {
    ...TransactionChoices_query
  }
`);

export const TransactionsPage_Query = graphql(`
  query TransactionsPage_Query(
    $filter: TransactionFilter
    $orderBy: TransactionOrder!
    $first: Int!
    $isFirst: Boolean!
    $withBalance: Boolean!
  ) {
    transactions(filter: $filter, orderBy: $orderBy, first: $first) {
      ...TransactionList_transactions
    }
    ...TransactionChoices_query
  }
`);

export const Payees_Query = graphql(`
  query Payees_Query($text: String!) {
    payees(text: $text, first: 6) {
      payee
      category {
        id
        name
        kind
        color
      }
      account {
        id
        name
        closedOn
      }
    }
  }
`);

/** Ids and amounts of all that match, for "select all": a page of them. */
export const SelectAll_Query = graphql(`
  query SelectAll_Query($filter: TransactionFilter, $after: String) {
    transactions(filter: $filter, first: 200, after: $after) {
      nodes {
        id
        kind
        amount {
          amount
          currency
        }
        account {
          id
        }
        transfer {
          out {
            id
          }
          in {
            id
          }
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const AddTransaction_Mutation = graphql(`
  mutation AddTransaction_Mutation($input: AddTransactionInput!) {
    addTransaction(input: $input) {
      transaction {
        id
      }
      errors {
        ...InputError
      }
    }
  }
`);

export const AddTransfer_Mutation = graphql(`
  mutation AddTransfer_Mutation($input: AddTransferInput!) {
    addTransfer(input: $input) {
      transfer {
        out {
          id
        }
      }
      errors {
        ...InputError
      }
    }
  }
`);

export const UpdateTransaction_Mutation = graphql(`
  mutation UpdateTransaction_Mutation($id: ID!, $input: UpdateTransactionInput!) {
    updateTransaction(id: $id, input: $input) {
      changeId
      errors {
        ...InputError
      }
    }
  }
`);

export const UpdateTransactions_Mutation = graphql(`
  mutation UpdateTransactions_Mutation($ids: [ID!]!, $input: UpdateTransactionInput!) {
    updateTransactions(ids: $ids, input: $input) {
      changeId
      errors {
        ...InputError
      }
    }
  }
`);

export const RemoveTransactions_Mutation = graphql(`
  mutation RemoveTransactions_Mutation($ids: [ID!]!, $confirmReconciled: Boolean) {
    removeTransactions(ids: $ids, confirmReconciled: $confirmReconciled) {
      changeId
      errors {
        ...InputError
      }
    }
  }
`);

export const LinkTransfer_Mutation = graphql(`
  mutation LinkTransfer_Mutation($ids: [ID!]!) {
    linkTransfer(transactionIds: $ids) {
      changeId
      errors {
        ...InputError
      }
    }
  }
`);

export const UnlinkTransfer_Mutation = graphql(`
  mutation UnlinkTransfer_Mutation($id: ID!) {
    unlinkTransfer(id: $id) {
      changeId
      errors {
        ...InputError
      }
    }
  }
`);

/** What the list does not show: where a transaction comes from. Asked for when its sheet opens. */
export const TransactionOrigin_Query = graphql(`
  query TransactionOrigin_Query($id: ID!) {
    transaction(id: $id) {
      origin
      account {
        bankConnection {
          id
          provider
        }
      }
      bankDetails {
        bankId
        counterpartyAccount
        variableSymbol
        constantSymbol
        specificSymbol
      }
      provenance {
        field
        source
        bankValue
      }
    }
  }
`);
export type TransactionOrigin = NonNullable<TransactionOrigin_QueryQuery['transaction']>;

export const UndoChange_Mutation = graphql(`
  mutation UndoChange_Mutation($id: ID!) {
    undoChange(id: $id) {
      errors {
        ...InputError
      }
    }
  }
`);

export const AddCategory_Mutation = graphql(`
  mutation AddCategoryInPlace_Mutation($input: AddCategoryInput!) {
    addCategory(input: $input) {
      category {
        id
      }
      errors {
        ...InputError
      }
    }
  }
`);

/** A row as the list draws it; `balance` only where the list was asked to show it. */
export type ListRow = TransactionRow & { balance: { amount: string; currency: string } | null };
export interface TransactionPage {
  rows: readonly ListRow[];
  endCursor: string | null;
  hasNextPage: boolean;
  totalCount: number;
  sums: NonNullable<TransactionList_TransactionsFragment['sums']>;
}

export function toPage(answer: TransactionList_QueryQuery['transactions']): TransactionPage {
  const { edges, pageInfo, totalCount, sums } = getFragmentData(TransactionList_transactions, answer);
  return {
    rows: edges.map(({ node, balance }) => ({
      ...getFragmentData(TransactionRow_transaction, node),
      balance: balance ?? null,
    })),
    endCursor: pageInfo.endCursor ?? null,
    hasNextPage: pageInfo.hasNextPage,
    totalCount: totalCount ?? 0,
    sums: sums ?? [],
  };
}

/**
 * The first page is what a person waits for; those after it are fetched ahead of the scrolling, in fewer and
 * larger pieces.
 */
export const FIRST_PAGE = 60;
export const NEXT_PAGES = 200;

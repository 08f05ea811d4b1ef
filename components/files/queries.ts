import { graphql } from '@/graphql/__generated__/client';
import type {
  ImportDetail_ImportFragment,
  ImportPage_QueryQuery,
  ImportsPage_QueryQuery,
} from '@/graphql/__generated__/client/graphql';

/**
 * Everything that the page of one import shows; mutations answer with it too, so that the page is up to date
 * at once.
 */
export const ImportDetail_import = graphql(`
  fragment ImportDetail_import on Import {
    id
    fileName
    format
    createdAt
    finishedAt
    status
    problemCode
    rowsAdded
    rowsDone
    rowsKnown
    rowsSkipped
    rowsTotal
    rowsWaiting
    account {
      id
      name
      currency
      balanceProof {
        date
        bankBalance {
          amount
        }
        difference {
          amount
        }
      }
    }
    statements {
      index
      accountNumber
      currency
      count
      sum
      difference
      leftOut
      account {
        id
      }
      opening {
        date
        amount
      }
      closing {
        date
        amount
      }
    }
    skipped {
      line
      reason
      text
    }
    preview {
      problem
      questions
      remembered
      rowCount
      skippedCount
      columns {
        index
        heading
        samples
      }
      mapping {
        amountColumn
        amountKind
        currencyColumn
        dateColumn
        dateOrder
        decimalMark
        descriptionColumns
        feeColumn
        inColumn
        inverted
        markColumn
        outColumn
        outMarks
        payeeColumn
      }
      rows {
        line
        date
        payee
        description
        amount
        currency
      }
      sums {
        currency
        count
        sum
      }
    }
  }
`);
export type ImportDetail = ImportDetail_ImportFragment;
export type ImportPreview = NonNullable<ImportDetail['preview']>;
export type ImportStatement = ImportDetail['statements'][number];

export const ImportPage_Query = graphql(`
  query ImportPage_Query($id: ID!) {
    household {
      baseCurrency
      timeZone
    }
    accounts {
      id
      name
      currency
      type
    }
    import(id: $id) {
      ...ImportDetail_import
    }
  }
`);
export type ImportAccount = ImportPage_QueryQuery['accounts'][number];

export const ImportsPage_Query = graphql(`
  query ImportsPage_Query {
    household {
      timeZone
    }
    accounts {
      id
      name
    }
    imports(first: 50) {
      id
      fileName
      createdAt
      status
      rowsAdded
      rowsKnown
      rowsSkipped
      account {
        name
      }
    }
  }
`);
export type ImportListItem = ImportsPage_QueryQuery['imports'][number];

export const ImportProgress_Query = graphql(`
  query ImportProgress_Query($id: ID!) {
    import(id: $id) {
      status
      rowsDone
      rowsTotal
    }
  }
`);

export const ImportDetail_Query = graphql(`
  query ImportDetail_Query($id: ID!) {
    import(id: $id) {
      ...ImportDetail_import
    }
  }
`);

export const UpdateImport_Mutation = graphql(`
  mutation UpdateImport_Mutation($id: ID!, $input: UpdateImportInput!) {
    updateImport(id: $id, input: $input) {
      import {
        ...ImportDetail_import
      }
      errors {
        ...InputError
      }
    }
  }
`);

export const CommitImport_Mutation = graphql(`
  mutation CommitImport_Mutation($id: ID!) {
    commitImport(id: $id) {
      import {
        ...ImportDetail_import
      }
      errors {
        ...InputError
      }
    }
  }
`);

export const RevertImport_Mutation = graphql(`
  mutation RevertImport_Mutation($id: ID!) {
    revertImport(id: $id) {
      errors {
        ...InputError
      }
    }
  }
`);

export const DiscardImport_Mutation = graphql(`
  mutation DiscardImport_Mutation($id: ID!) {
    discardImport(id: $id) {
      errors {
        ...InputError
      }
    }
  }
`);

export const AddImportAccount_Mutation = graphql(`
  mutation AddImportAccount_Mutation($input: AddAccountInput!) {
    addAccount(input: $input) {
      account {
        id
        name
        currency
        type
      }
      errors {
        ...InputError
      }
    }
  }
`);

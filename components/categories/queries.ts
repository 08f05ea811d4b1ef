import { graphql } from '@/graphql/__generated__/client';
import type { CategoriesPage_QueryQuery } from '@/graphql/__generated__/client/graphql';

export const CategoriesPage_Query = graphql(`
  query CategoriesPage_Query {
    categories(includeArchived: true) {
      id
      name
      kind
      color
      archived
      parent {
        id
      }
    }
  }
`);
export type Category = CategoriesPage_QueryQuery['categories'][number];

export const AddCategory_Mutation = graphql(`
  mutation AddCategory_Mutation($input: AddCategoryInput!) {
    addCategory(input: $input) {
      errors {
        ...InputError
      }
    }
  }
`);

export const UpdateCategory_Mutation = graphql(`
  mutation UpdateCategory_Mutation($id: ID!, $input: UpdateCategoryInput!) {
    updateCategory(id: $id, input: $input) {
      errors {
        ...InputError
      }
    }
  }
`);

export const RemoveCategory_Mutation = graphql(`
  mutation RemoveCategory_Mutation($id: ID!, $into: ID) {
    removeCategory(id: $id, into: $into) {
      changeId
      errors {
        ...InputError
      }
    }
  }
`);

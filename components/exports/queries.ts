import { graphql } from '@/graphql/__generated__/client';

export const ExportAddress_Query = graphql(`
  query ExportAddress_Query {
    exportAddress
  }
`);

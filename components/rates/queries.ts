import { graphql } from '@/graphql/__generated__/client';
import type { RatesPage_QueryQuery } from '@/graphql/__generated__/client/graphql';

export const RatesPage_Query = graphql(`
  query RatesPage_Query($on: Date) {
    household {
      today
      timeZone
      baseCurrency
    }
    exchangeRates(on: $on) {
      on
      missing
      rates {
        from
        to
        rate
        date
        source
        estimate
        stale
      }
    }
    rateSources {
      id
      configured
      fetchedAt
      newestDate
      problem
    }
  }
`);
export type ExchangeRate = RatesPage_QueryQuery['exchangeRates']['rates'][number];
export type RateSourceState = RatesPage_QueryQuery['rateSources'][number];

export const RateSources_Query = graphql(`
  query RateSources_Query {
    rateSources {
      id
      fetchedAt
      problem
    }
  }
`);

export const FetchRatesNow_Mutation = graphql(`
  mutation FetchRatesNow_Mutation {
    fetchRatesNow {
      errors {
        ...InputError
      }
    }
  }
`);

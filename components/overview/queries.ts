import { graphql } from '@/graphql/__generated__/client';

/** Asked again and again while totals are being recalculated. */
export const PendingCurrency_Query = graphql(`
  query PendingCurrency_Query {
    household {
      pendingBaseCurrency
    }
  }
`);

/** Asked before the other, because the days of "this month" depend on it. */
export const Today_Query = graphql(`
  query Today_Query {
    household {
      today
    }
  }
`);

export const Dashboard_Query = graphql(`
  query Dashboard_Query(
    $from: Date!
    $to: Date!
    $beforeFrom: Date!
    $beforeTo: Date!
    $chartsFrom: Date!
    $chartsTo: Date!
  ) {
    household {
      baseCurrency
      pendingBaseCurrency
    }
    transfersWaiting {
      amount
      currency
    }
    now: overview(from: $from, to: $to) {
      ...Figures_overview
      leftOut {
        currency
        income {
          amount
        }
        expenses {
          amount
        }
        held {
          amount
        }
        owed {
          amount
        }
        count
      }
      byCategory {
        category {
          id
          name
          color
          parent {
            id
            name
            color
          }
        }
        expenses {
          amount
        }
      }
    }
    before: overview(from: $beforeFrom, to: $beforeTo) {
      ...Figures_overview
    }
    charts: overview(from: $chartsFrom, to: $chartsTo) {
      byMonth {
        month
        income {
          amount
        }
        expenses {
          amount
        }
        net {
          amount
        }
      }
      netWorthByMonth {
        date
        netWorth {
          amount
        }
      }
      leftOut {
        currency
        income {
          amount
        }
        expenses {
          amount
        }
        held {
          amount
        }
        owed {
          amount
        }
        count
      }
    }
    largest: transactions(first: 5, orderBy: AMOUNT_ASC, filter: { kinds: [EXPENSE], from: $from, to: $to }) {
      nodes {
        id
        ...LargestExpense_transaction
      }
    }
    any: transactions(first: 1) {
      nodes {
        id
      }
    }
    accounts {
      id
      ...AccountBalance_account
    }
  }
`);

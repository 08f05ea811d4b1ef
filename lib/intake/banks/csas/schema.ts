import { z } from 'zod';
import { isLocalDate } from '@/lib/core/dates/local-date';
import { isCurrencyCode } from '@/lib/core/money/currency';

// The answers of the Accounts API v3. Only what is used is asked for; everything else may come and go.

const day = z
  .string()
  .transform((text) => text.slice(0, 10))
  .refine(isLocalDate);
const text = z.string().nullish();
// The sandbox writes amounts as texts now and then.
const money = z.object({ value: z.union([z.number(), z.string()]).transform(String), currency: z.string() });
const direction = z.enum(['CRDT', 'DBIT']);

const paging = {
  pageNumber: z.int().nonnegative(),
  pageCount: z.int().nonnegative(),
  nextPage: z.int().nonnegative().nullish(),
};

export const accountsSchema = z.object({
  ...paging,
  accounts: z
    .array(
      z.object({
        id: z.string(),
        identification: z.object({ iban: text, other: text }),
        currency: z.string().refine(isCurrencyCode),
        nameI18N: text,
        productI18N: text,
      }),
    )
    .default([]),
});

export const balancesSchema = z.object({
  balances: z
    .array(
      z.object({
        type: z.object({ codeOrProprietary: z.object({ code: text }).nullish() }).nullish(),
        amount: money,
        creditDebitIndicator: direction,
        date: z.object({ dateTime: day }),
      }),
    )
    .default([]),
});

const party = z.object({ name: text }).nullish();
// An account that is not an IBAN comes as an object or as a text, depending on the part of the API.
const partyAccount = z
  .object({
    identification: z
      .object({
        iban: text,
        other: z
          .union([
            z.string(),
            z.object({ identification: text }).transform(({ identification }) => identification),
          ])
          .nullish(),
      })
      .nullish(),
  })
  .nullish();

const transactionSchema = z.object({
  entryReference: z.string().min(1).nullish(),
  amount: money,
  creditDebitIndicator: direction,
  /** INFO is a notice about money that did not move. Left out, the transaction is booked. */
  status: z.enum(['BOOK', 'PDNG', 'INFO']).default('BOOK'),
  bookingDate: z.object({ date: day }).nullish(),
  valueDate: z.object({ date: day }).nullish(),
  entryDetails: z
    .object({
      transactionDetails: z
        .object({
          references: z.object({ endToEndIdentification: text }).nullish(),
          relatedParties: z
            .object({
              debtor: party,
              debtorAccount: partyAccount,
              creditor: party,
              creditorAccount: partyAccount,
            })
            .nullish(),
          remittanceInformation: z
            .object({
              unstructured: text,
              structured: z
                .object({
                  creditorReferenceInformation: z
                    .object({ reference: z.array(z.string()).nullish() })
                    .nullish(),
                })
                .nullish(),
            })
            .nullish(),
          additionalTransactionInformation: text,
          additionalRemittanceInformation: text,
          additionalTransactionDescription: text,
        })
        .nullish(),
    })
    .nullish(),
});

export const transactionsSchema = z.object({
  ...paging,
  transactions: z.array(transactionSchema).default([]),
});

export type CsasTransaction = z.infer<typeof transactionSchema>;

export const failureSchema = z.object({ errors: z.array(z.object({ error: z.string() })).min(1) });

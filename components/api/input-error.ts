import type { useTranslations } from 'next-intl';
import { getFragmentData, graphql, type FragmentType } from '@/graphql/__generated__/client';
import type { InputErrorFragment } from '@/graphql/__generated__/client/graphql';
import { ApiError } from './request';

const InputError = graphql(`
  fragment InputError on InputError {
    code
    message
    path
  }
`);
/** An expected failure of a mutation, as every payload lists them. */
export type InputError = InputErrorFragment;

/** What every mutation answers: its `errors` are to be read by errorsOf(). */
export interface Payload {
  errors: readonly FragmentType<typeof InputError>[];
}

/** The expected failures in a mutation's payload; none when it worked. */
export const errorsOf = ({ errors }: Payload): readonly InputError[] => getFragmentData(InputError, errors);

type Translate = ReturnType<typeof useTranslations<'errors'>>;

/** Sentences that fit every field with that failure. */
const byCode = {
  REQUIRED: 'required',
  TOO_LONG: 'tooLong',
  OUT_OF_RANGE: 'outOfRange',
  CONFLICT: 'conflict',
  NOT_FOUND: 'gone',
  NOT_ALLOWED: 'notAllowed',
  INVALID: 'invalid',
} as const;
/** Where the field says more than the code. */
const byField = { amount: 'amountInvalid', openingBalance: 'amountInvalid', date: 'dateInvalid' } as const;

/** The last name of the path: the field that the failure belongs to; '' when it belongs to none. */
export function fieldOf({ path }: InputError): string {
  return path[path.length - 1] ?? '';
}

/**
 * One sentence for a person, in their language; the API's own, which is English, for a failure that has none.
 */
export function inputErrorText(t: Translate, error: InputError): string {
  const field = fieldOf(error);
  if (error.code === 'INVALID' && field in byField) return t(byField[field as keyof typeof byField]);
  return error.code in byCode ? t(byCode[error.code]) : error.message;
}

/** One sentence for what request() threw. */
export function failureText(t: Translate, failure: unknown): string {
  if (failure instanceof ApiError && failure.code === 'TOO_MANY_REQUESTS') return t('tooMany');
  return failure instanceof ApiError && failure.code === 'NETWORK'
    ? `${t('network')} ${t('networkDetail')}`
    : t('notSaved');
}

/** What can go wrong in an expected way. The names are those of the API's InputErrorCode. */
export type DomainErrorCode =
  'REQUIRED' | 'INVALID' | 'TOO_LONG' | 'OUT_OF_RANGE' | 'NOT_FOUND' | 'CONFLICT' | 'NOT_ALLOWED';

export type InputProblem = { code: DomainErrorCode; message: string; path: string[] };

/**
 * An expected failure: a sentence for a person and the path of the input field it belongs to.
 *
 * Resolvers turn it into the payload's `errors`, once, in `graphql/errors.ts`. It may carry several problems,
 * because a form wants to show all of them at once.
 */
export class DomainError extends Error {
  readonly problems: readonly InputProblem[];

  constructor(problems: InputProblem | readonly InputProblem[]) {
    const list = Array.isArray(problems) ? (problems as readonly InputProblem[]) : [problems as InputProblem];
    super(list.map((problem) => problem.message).join(' '));
    this.name = 'DomainError';
    this.problems = list;
  }
}

/** Shorthand for the usual case of one problem with one field. */
export function domainError(code: DomainErrorCode, message: string, ...path: string[]): DomainError {
  return new DomainError({ code, message, path });
}

/** Who asks is not allowed to, or is nobody. These end the whole operation with a GraphQL error code. */
export class AccessError extends Error {
  constructor(
    readonly code:
      'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFIRMATION_REQUIRED' | 'TOO_MANY_REQUESTS',
    message: string,
  ) {
    super(message);
    this.name = 'AccessError';
  }
}

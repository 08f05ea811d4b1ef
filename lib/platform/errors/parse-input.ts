import { z } from 'zod';
import { DomainError, type DomainErrorCode, type InputProblem } from './domain-error';

/**
 * Checks input against a Zod schema and throws a DomainError with every problem found, each with the path of
 * its field. `path` is what stands before the field in the API, usually ["input"].
 */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown, path: string[] = ['input']): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new DomainError(result.error.issues.map((issue) => toProblem(issue, path)));
}

function toProblem(issue: z.core.$ZodIssue, path: string[]): InputProblem {
  return { code: codeOf(issue), message: issue.message, path: [...path, ...issue.path.map(String)] };
}

function codeOf(issue: z.core.$ZodIssue): DomainErrorCode {
  if (issue.code === 'custom') return (issue.params?.code as DomainErrorCode | undefined) ?? 'INVALID';
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'TOO_LONG' : 'OUT_OF_RANGE';
  if (issue.code === 'too_small') return issue.origin === 'string' ? 'REQUIRED' : 'OUT_OF_RANGE';
  return 'INVALID';
}

/**
 * A person's text: trimmed, at most `max` characters, no NUL (PostgreSQL cannot store it). `what` names it in
 * sentences.
 */
export function textField(what: string, max: number) {
  return z
    .string({ error: `${what} must be a text.` })
    .refine((text) => !text.includes('\0'), { error: `${what} contains a NUL character; remove it.` })
    .transform((text) => text.trim())
    .refine((text) => [...text].length <= max, {
      error: `${what} is too long: ${max} characters are the limit.`,
      params: { code: 'TOO_LONG' },
    });
}

/** A text that must not be empty. */
export function requiredText(what: string, max: number) {
  return textField(what, max).refine((text) => text !== '', {
    error: `${what} is missing.`,
    params: { code: 'REQUIRED' },
  });
}

/** A text that may be left out; an empty one means the same as null. */
export function optionalText(what: string, max: number) {
  return textField(what, max)
    .transform((text) => text || null)
    .nullish();
}

export const idempotencyKeyField = z
  .string({ error: 'An idempotency key is a text.' })
  .refine((text) => text.length > 0, { error: 'The idempotency key is empty: leave it out or give a text.' })
  .refine((text) => text.length <= 200, {
    error: 'The idempotency key is too long: 200 characters are the limit.',
    params: { code: 'TOO_LONG' },
  })
  .nullish();

/**
 * Marks an id as one that may not be there; whether it exists is asked later. A UUID is the same in either
 * case: in lower case here.
 */
export const idField = z
  .string({ error: 'An id is a text.' })
  .transform((id) => (isUuid(id) ? id.toLowerCase() : id));

export const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);

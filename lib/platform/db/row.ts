import type { Decimal } from '@prisma/client-runtime-utils';

/**
 * The row type of a hand-written statement, made from the Prisma model: `Row<Import, 'status' | 'accountId'>`
 * is `{ status: ImportStatus; account_id: string | null }`. Our pool gives calendar dates and 64-bit integers
 * as text, instants as Date and bytes as Buffer.
 */
export type Row<Model, Field extends keyof Model & string = keyof Model & string> = {
  [F in Field as Snake<F>]: Value<F, Model[F]>;
};

type Snake<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${SnakeLetter<Head>}${Snake<Tail>}`
  : Name;

/** A digit is its own capital. */
type SnakeLetter<Letter extends string> = Letter extends Lowercase<Letter> ? Letter : `_${Lowercase<Letter>}`;

// Days and instants are one type to Prisma. Instants are named "…At" in our schema, but for one, and a test
// says so.
type Value<Name extends string, T> = T extends Date
  ? Name extends `${string}At` | 'at' | 'sealsFrom'
    ? Date
    : string
  : T extends Uint8Array
    ? Buffer
    : T extends bigint | Decimal
      ? string
      : T;

import type { Locale } from '@/lib/platform/i18n/locales';

/**
 * What a mail says, before it is text or HTML. Templates make it of plain words only: both forms are made of
 * it in one place, so they say the same, and what people or banks wrote is escaped there and nowhere else.
 */
export type Letter = {
  subject: string;
  title: string;
  paragraphs: string[];
  tables: LetterTable[];
  /** The one thing to do next. */
  action: { label: string; href: string };
  /** Why this mail came. */
  reason: string;
  /** Where to have it no more. */
  manage?: { label: string; href: string };
};

export type LetterTable = {
  title: string | null;
  rows: { label: string; value: string; note?: string }[];
  /** What is not in the figures. */
  remark?: string;
};

/** Whom a mail is written to. `address` is where people open Saldo. */
export type Reader = { email: string; locale: Locale; address: string };

/**
 * A link with a secret. It stands behind the hash: browsers send that to no server, so it is in no log and in
 * no Referer.
 */
export function linkWith({ address }: Reader, path: '/verify' | '/reset', token: string): string {
  return `${address}${path}#${token}`;
}

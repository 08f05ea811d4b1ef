import type { TestProvider } from '@/lib/testing/oidc';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

export interface Tools {
  page: Page;
  context: BrowserContext;
  browser: Browser;
  /** The address Saldo serves at, without a slash at the end. Pages of `page` may also be given as paths. */
  baseUrl: string;
  /** The mock bank that Saldo offers; POST /control/faults makes it misbehave. */
  bankUrl: string;
  /**
   * The provider of identities that Saldo offers as "Work": it signs in the person that the journey names,
   * without asking.
   */
  oidc: TestProvider;
  /**
   * Another visitor with cookies of their own: a phone, another language, somebody else. Watched like the
   * first.
   */
  newContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  databaseUrl: string;
  /** Another web process of the same Saldo, told something else; it ends with the journey. */
  anotherWeb(told: Record<string, string>): Promise<string>;
  /** Says that the console may report this: everything else that it reports as an error fails the journey. */
  expectConsole(pattern: RegExp): void;
}

export interface Journey {
  name: string;
  work: (tools: Tools) => Promise<void>;
  /** Where it is written. */
  file?: string;
}

export const journeys: Journey[] = [];

/** Registers what a person does, told in one sentence. Each journey starts in a fresh browser context. */
export function journey(name: string, work: (tools: Tools) => Promise<void>): void {
  journeys.push({ name, work });
}

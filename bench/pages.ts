import { gzipSync } from 'node:zlib';
import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';
import { findBrowser } from '@/e2e/browser';
import { DEMO_SIGN_IN, seedDemo } from '@/prisma/demo/seed-demo';
import { sessionCookieName } from '@/lib/platform/one-time/token';
import { prisma } from '@/lib/platform/db/prisma';
import { startSession } from '@/lib/people/sessions/mutations';
import type { Figure } from './measures';
import { median } from './load';

const ROUTES = ['/', '/transactions', '/accounts', '/categories', '/import', '/settings', '/add-expense'];
const FOR_STRANGERS = ['/login', '/register'];
const LIMIT_KB = 190;
const RUNS = 3;

/**
 * B6: gzipped JavaScript of each route's first load, and what Lighthouse makes of the three pages people see
 * most.
 */
export async function measurePages(baseUrl: string): Promise<Figure[]> {
  await seedDemo();
  const { id } = await prisma().user.findFirstOrThrow({ where: { email: DEMO_SIGN_IN.email } });
  const cookie = `${sessionCookieName()}=${(await startSession(id, 'bench')).token}`;
  const figures: Figure[] = [];
  for (const route of [...ROUTES, ...FOR_STRANGERS]) {
    const kilobytes = await scriptKilobytes(baseUrl, route, FOR_STRANGERS.includes(route) ? '' : cookie);
    figures.push({
      id: 'B6',
      what: `JavaScript of ${route}, gzipped`,
      value: `${kilobytes.toFixed(1)} kB`,
      goal: `≤ ${LIMIT_KB}`,
      holds: kilobytes <= LIMIT_KB,
    });
  }
  for (const route of ['/', '/transactions', '/login'])
    figures.push(...(await lighthouseOf(baseUrl, route, route === '/login' ? '' : cookie)));
  return figures;
}

/**
 * What a current browser loads with the page: its script files, without those for browsers that know no
 * modules.
 */
async function scriptKilobytes(baseUrl: string, route: string, cookie: string): Promise<number> {
  const html = await (await fetch(baseUrl + route, { headers: { cookie }, redirect: 'error' })).text();
  const scripts = new Set(
    [...html.matchAll(/<script\b([^>]*)\bsrc="([^"]+)"([^>]*)>/g)]
      .filter(([tag]) => !/nomodule/i.test(tag))
      .map(([, , source]) => source ?? ''),
  );
  let bytes = 0;
  for (const source of scripts)
    bytes += gzipSync(
      Buffer.from(await (await fetch(new URL(source.replaceAll('&amp;', '&'), baseUrl))).arrayBuffer()),
    ).length;
  return bytes / 1000;
}

async function lighthouseOf(baseUrl: string, route: string, cookie: string): Promise<Figure[]> {
  const chrome = await launch({
    chromePath: await findBrowser(),
    chromeFlags: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const scores = { performance: [] as number[], accessibility: [] as number[] };
  try {
    for (let run = 0; run < RUNS; run++) {
      const result = await lighthouse(
        baseUrl + route,
        {
          port: chrome.port,
          logLevel: 'silent',
          extraHeaders: cookie ? { cookie } : undefined,
          onlyCategories: ['performance', 'accessibility'],
        },
        desktopConfig,
      );
      for (const category of ['performance', 'accessibility'] as const)
        scores[category].push(Math.round((result?.lhr.categories[category]?.score ?? 0) * 100));
    }
  } finally {
    chrome.kill();
  }
  const figure = (what: string, values: number[], least: number): Figure => ({
    id: 'B6',
    what: `Lighthouse 12, desktop, ${route}: ${what}`,
    value: String(median(values)),
    goal: `≥ ${least}`,
    holds: median(values) >= least,
  });
  return [figure('performance', scores.performance, 95), figure('accessibility', scores.accessibility, 100)];
}

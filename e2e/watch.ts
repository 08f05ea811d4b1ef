import type { BrowserContext, Page } from 'playwright-core';

/**
 * Notes everything a page complains about, in every page of a context. Violations of the content security policy are
 * reported on the console as errors, so they are among it.
 */
export function watchContext(context: BrowserContext, baseUrl: string, complaints: string[]): void {
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complaints.push(`page: ${error.error().stack ?? error.error().message}`));
  context.on('response', (response) => {
    if (response.url().startsWith(baseUrl) && response.status() >= 500) complaints.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left cancels what it was still asking for.
    if (request.url().startsWith(baseUrl) && !/ERR_ABORTED/.test(reason)) complaints.push(`${reason} ${request.method()} ${request.url()}`);
  });
}

/**
 * Lets `goto` and `reload` of every page of a context come back only when React listens. A journey is quicker than any person: what it
 * clicks or chooses before that is lost, on a busy machine more often than on an idle one.
 */
export function waitForReact(context: BrowserContext): void {
  context.on('page', (page) => {
    const goto = page.goto.bind(page);
    page.goto = async (...args) => await thenListening(page, await goto(...args));
    const reload = page.reload.bind(page);
    page.reload = async (...args) => await thenListening(page, await reload(...args));
  });
}

async function thenListening<Answer>(page: Page, answer: Answer): Promise<Answer> {
  // Pages that are not Next's (Apollo Sandbox, the banks', a provider's) have nothing to wait for.
  await page.waitForFunction(() => !document.querySelector('script[src*="/_next/"]') || Object.keys(document).some((key) => key.startsWith('__reactContainer$')));
  return answer;
}

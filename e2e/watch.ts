import type { BrowserContext, Page } from 'playwright-core';

/**
 * Notes everything a page complains about, in every page of a context. Violations of the content security
 * policy are reported on the console as errors, so they are among it.
 */
export function watchContext(context: BrowserContext, baseUrl: string, complaints: string[]): void {
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complaints.push(`page: ${error.error().stack ?? error.error().message}`));
  context.on('response', (response) => {
    if (response.url().startsWith(baseUrl) && response.status() >= 500)
      complaints.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left cancels what it was still asking for.
    if (request.url().startsWith(baseUrl) && !/ERR_ABORTED/.test(reason))
      complaints.push(`${reason} ${request.method()} ${request.url()}`);
  });
}

/**
 * Lets every page of a context be used only when React listens to all that can be used on it. A journey is
 * quicker than any person: what it clicks, chooses or types before that may be lost, on a busy machine more
 * often than on an idle one. The handler covers what is done to an element, also after a bank or a provider
 * has sent the browser back; `goto` and `reload` cover the keyboard.
 */
export function waitForReact(context: BrowserContext): void {
  context.on('page', (page) => {
    const goto = page.goto.bind(page);
    page.goto = async (...args) => await thenListening(page, await goto(...args));
    const reload = page.reload.bind(page);
    page.reload = async (...args) => await thenListening(page, await reload(...args));
    // A page that was closed at once has nothing to be registered on.
    page
      .addLocatorHandler(page.locator('html'), () => thenListening(page, undefined), { noWaitAfter: true })
      .catch(() => undefined);
  });
}

async function thenListening<Answer>(page: Page, answer: Answer): Promise<Answer> {
  // Pages that are not Next's (Apollo Sandbox, the banks', a provider's) have nothing to wait for.
  await page.waitForFunction(() => {
    if (!document.querySelector('script[src*="/_next/"]')) return true;
    const usable = [
      ...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea'),
    ];
    return (
      document.readyState === 'complete' &&
      usable.every((element) => Object.keys(element).some((key) => key.startsWith('__reactProps$')))
    );
  });
  return answer;
}

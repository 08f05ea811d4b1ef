import type { BrowserContext } from 'playwright-core';

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

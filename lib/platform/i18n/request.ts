import type { Messages } from 'next-intl';
import { getRequestConfig } from 'next-intl/server';
import { cookies, headers } from 'next/headers';
import { isLocale, preferredLocale } from './locales';

/**
 * The language of this request: the person's choice (a cookie), else the browser's. There is no language in
 * the address.
 */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get('saldo-locale')?.value;
  const locale = isLocale(chosen) ? chosen : preferredLocale((await headers()).get('accept-language'));
  const { default: messages } = (await import(`../../../messages/${locale}.json`)) as { default: Messages };
  // Calendar dates have no zone and are formatted in UTC; instants are formatted with the household's zone,
  // given by the caller.
  return { locale, messages, timeZone: 'UTC' };
});

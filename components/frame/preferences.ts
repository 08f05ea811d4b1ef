/**
 * What a person has chosen about how the page looks. Each is a cookie, which the root layout reads, and an
 * attribute of <html>, which the stylesheet reads; so the first paint is right without an inline script, and
 * a change shows at once without a request.
 */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface Preferences {
  theme: Theme;
  /** Amounts are blurred. */
  privacy: boolean;
  /** The sidebar shows icons only. */
  narrowSidebar: boolean;
}

/** Set until the browser is closed. */
export const demoBannerCookie = { name: 'saldo-demo-banner', hidden: 'hidden' };

const cookieNames = {
  theme: 'saldo-theme',
  privacy: 'saldo-privacy',
  narrowSidebar: 'saldo-sidebar',
  locale: 'saldo-locale',
};

export function readPreferences(cookie: (name: string) => string | undefined): Preferences {
  return {
    theme: themes.find((theme) => theme === cookie(cookieNames.theme)) ?? 'system',
    privacy: cookie(cookieNames.privacy) === 'on',
    narrowSidebar: cookie(cookieNames.narrowSidebar) === 'icons',
  };
}

/** The attributes of <html> for them; an absent attribute is the default. */
export function preferenceAttributes({ theme, privacy, narrowSidebar }: Preferences) {
  return {
    'data-theme': theme === 'system' ? undefined : theme,
    'data-privacy': privacy ? 'on' : undefined,
    'data-sidebar': narrowSidebar ? 'icons' : undefined,
  };
}

/** Reads what is in force in the browser. */
export function currentPreferences(): Preferences {
  const { theme, privacy, sidebar } = document.documentElement.dataset;
  return {
    theme: themes.find((known) => known === theme) ?? 'system',
    privacy: privacy === 'on',
    narrowSidebar: sidebar === 'icons',
  };
}

export function setTheme(theme: Theme): void {
  writeCookie(cookieNames.theme, theme);
  setAttribute('theme', theme === 'system' ? undefined : theme);
}

export function setPrivacy(privacy: boolean): void {
  writeCookie(cookieNames.privacy, privacy ? 'on' : 'off');
  setAttribute('privacy', privacy ? 'on' : undefined);
}

export function setNarrowSidebar(narrow: boolean): void {
  writeCookie(cookieNames.narrowSidebar, narrow ? 'icons' : 'full');
  setAttribute('sidebar', narrow ? 'icons' : undefined);
}

export function hideDemoBanner(): void {
  writeCookie(demoBannerCookie.name, demoBannerCookie.hidden, 'session');
}

/** Texts come from the server: refresh the router afterwards. */
export function setLocale(locale: string): void {
  writeCookie(cookieNames.locale, locale);
}

function setAttribute(name: string, value: string | undefined) {
  if (value === undefined) document.documentElement.removeAttribute(`data-${name}`);
  else document.documentElement.setAttribute(`data-${name}`, value);
}

function writeCookie(name: string, value: string, lasting: 'year' | 'session' = 'year') {
  const secure = window.location.protocol === 'https:' ? '; Secure' : '';
  const age = lasting === 'year' ? '; Max-Age=31536000' : '';
  document.cookie = `${name}=${value}; Path=/; SameSite=Lax${age}${secure}`;
}

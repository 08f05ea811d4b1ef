/**
 * Where to go after signing in: the path that was asked for, if it is on this site, else "/".
 *
 * The address bar is anybody's to fill, so a link to `/login?next=…` must not be a way to another site. A
 * browser reads a backslash as a slash and drops tabs and line breaks; what is left must start with exactly
 * one slash.
 */
export function safeNext(next: string | null | undefined): string {
  if (!next || !/^\/(?![/\\])/.test(next) || /[\u0000-\u001f\u007f\\]/.test(next)) return '/';
  return /^\/(login|register)(?=[/?#]|$)/.test(next) ? '/' : next;
}

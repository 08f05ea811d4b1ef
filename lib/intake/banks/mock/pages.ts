import type { MockCustomer } from './types';

/** What an authorization request carries from page to page. */
export type AuthorizationQuery = Record<string, string>;

const STYLE = `
:root { color-scheme: light dark; --ink: #1d2433; --soft: #5b6475; --line: #d5dae3; --paper: #fff; --ground: #eef1f6; --accent: #1f5fbf; --on-accent: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf4; --soft: #a4aec0; --line: #3a4356; --paper: #1b2230; --ground: #11161f; --accent: #8ab8ff; --on-accent: #0d1830; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 26rem; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1.5rem; }
h1 { font-size: 1.25rem; margin: 0 0 .25rem; } p { margin: 0 0 1rem; color: var(--soft); } fieldset, form { border: 0; margin: 0; padding: 0; } legend { padding: 0; font-weight: 600; }
.choice { display: flex; align-items: center; gap: .75rem; width: 100%; min-height: 3.25rem; margin: .5rem 0; padding: .5rem .875rem; border: 1px solid var(--line); border-radius: .5rem; background: none; color: inherit; font: inherit; text-align: left; text-decoration: none; cursor: pointer; }
.choice:hover { border-color: var(--accent); } .choice small { display: block; color: var(--soft); overflow-wrap: anywhere; } .choice input { width: 1.25rem; height: 1.25rem; accent-color: var(--accent); flex: none; }
.row { display: flex; gap: .75rem; margin-top: 1rem; } .row button { flex: 1; min-height: 2.75rem; border: 1px solid var(--accent); border-radius: .5rem; background: none; color: var(--accent); font: inherit; font-weight: 600; cursor: pointer; }
.row button[value=allow] { background: var(--accent); color: var(--on-accent); } :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; } [role=alert] { color: var(--ink); font-weight: 600; }`;

/** "Who are you?": the bank has no passwords, because nobody's money is in it. */
export function customerPage(customers: MockCustomer[], query: AuthorizationQuery): string {
  const choices = customers.map(
    ({ id, name, about }) =>
      `<a class="choice" href="?${escape(new URLSearchParams({ ...query, customer: id }).toString())}"><span>${escape(name)}<small>${escape(about)}</small></span></a>`,
  );
  return page(
    'Sign in to Mock bank',
    `<p>A bank with invented people and invented money, to try Saldo with. Whose accounts do you want to connect?</p>${choices.join('')}`,
  );
}

/** Which accounts the customer shares, with the choice to refuse. */
export function consentPage(
  customer: MockCustomer,
  query: AuthorizationQuery,
  { consentDays, problem }: { consentDays: number; problem?: string },
): string {
  const hidden = Object.entries({ ...query, customer: customer.id }).map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  );
  const accounts = customer.accounts.map(
    ({ number, name, currency }) =>
      `<label class="choice"><input type="checkbox" name="account" value="${number}" checked><span>${escape(name)} · ${currency}<small>${number.replace(/(.{4})(?=.)/g, '$1 ')}</small></span></label>`,
  );
  const alert = problem === undefined ? '' : `<p role="alert">${escape(problem)}</p>`;
  return page(
    'Share accounts with Saldo',
    `<p>${escape(customer.name)}, Saldo asks to read balances and transactions of your accounts for ${consentDays} days. It cannot move money.</p>${alert}
<form method="post" action="/authorize">${hidden.join('')}<fieldset><legend>Accounts to share</legend>${accounts.join('')}</fieldset>
<div class="row"><button name="decision" value="refuse">Refuse</button><button name="decision" value="allow">Allow</button></div></form>`,
  );
}

/** A request that cannot be answered with a redirect, because where to is not known. */
export function problemPage(sentence: string): string {
  return page('This address is not complete', `<p>${escape(sentence)}</p>`);
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${STYLE}</style></head><body><main><h1>${escape(title)}</h1>${content}</main></body></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

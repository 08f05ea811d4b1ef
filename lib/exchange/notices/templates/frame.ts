import type { Locale } from '@/lib/platform/i18n/locales';
import type { Letter, LetterTable } from './letter';

// What a mail looks like. Mail programs know tables and inline styles; the one style sheet only darkens, for
// those that can.

/** A letter as plain text. */
export function textOf({ title, paragraphs, tables, action, reason, manage }: Letter): string {
  const parts = [title, ...paragraphs, ...tables.map(tableText), `${action.label}:\n${action.href}`];
  const end = manage ? [reason, `${manage.label}: ${manage.href}`] : [reason];
  return `${parts.join('\n\n')}\n\n-- \nSaldo\n${end.join('\n')}\n`;
}

function tableText({ title, rows, remark }: LetterTable): string {
  const lines = rows.map(({ label, value, note }) => `${label}: ${value}${note ? ` (${note})` : ''}`);
  return [...(title ? [title] : []), ...lines, ...(remark ? [remark] : [])].join('\n');
}

const FONT = "font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const INK = `${FONT};color:#211f1c;font-size:16px;line-height:24px`;
const MUTED = `${FONT};color:#605d56;font-size:14px;line-height:20px`;

/**
 * The colours of app/globals.css in its dark theme. Mail programs put inline styles first, hence the marks.
 */
const DARK = `@media (prefers-color-scheme:dark){
.page{background:#111110!important}.card{background:#191918!important;border-color:#32312e!important}.line{border-color:#32312e!important}
.ink{color:#eeece8!important}.muted{color:#b3b0a8!important}.link{color:#5cbcb1!important}.button{background:#5cbcb1!important;color:#08211f!important}}`;

/** A letter as HTML: no images, nothing that reports back, and everything that somebody wrote is escaped. */
export function htmlOf(
  { subject, title, paragraphs, tables, action, reason, manage }: Letter,
  locale: Locale,
): string {
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escape(subject)}</title>
<style>${DARK}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f9f8f6">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f9f8f6"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px">
<tr><td class="link" style="${FONT};padding:0 4px 12px;color:#0d6660;font-size:16px;line-height:24px;font-weight:600">Saldo</td></tr>
<tr><td class="card" style="padding:24px;background:#ffffff;border:1px solid #e3e1dc;border-radius:12px;overflow-wrap:anywhere">
<h1 class="ink" style="${FONT};margin:0 0 12px;color:#211f1c;font-size:20px;line-height:28px;font-weight:600">${escape(title)}</h1>
${paragraphs.map(paragraphHtml).join('\n')}
${tables.map(tableHtml).join('\n')}
<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin-top:24px"><tr><td>
<a class="button" href="${escape(action.href)}" style="${FONT};display:inline-block;padding:10px 16px;background:#0d6660;border-radius:8px;color:#ffffff;font-size:16px;line-height:24px;font-weight:500;text-decoration:none">${escape(action.label)}</a>
</td></tr></table>
</td></tr>
<tr><td class="muted" style="${MUTED};padding:16px 4px 0">${escape(reason)}${manage ? ` <a class="link" href="${escape(manage.href)}" style="color:#0d6660">${escape(manage.label)}</a>` : ''}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

function paragraphHtml(text: string): string {
  return `<p class="ink" style="${INK};margin:0 0 12px">${escape(text)}</p>`;
}

function tableHtml({ title, rows, remark }: LetterTable): string {
  const heading = title
    ? `<h2 class="ink" style="${FONT};margin:24px 0 4px;color:#211f1c;font-size:16px;line-height:24px;font-weight:600">${escape(title)}</h2>`
    : '';
  const body = rows.map(rowHtml).join('\n');
  const table =
    body &&
    `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin-top:8px;border-collapse:collapse">\n${body}\n</table>`;
  const rest = remark ? `<p class="muted" style="${MUTED};margin:8px 0 0">${escape(remark)}</p>` : '';
  return [heading, table, rest].filter(Boolean).join('\n');
}

function rowHtml({ label, value, note }: LetterTable['rows'][number]): string {
  const line = 'padding:8px 0;border-bottom:1px solid #e3e1dc;vertical-align:top';
  const below = note ? `<br><span class="muted" style="${MUTED};font-weight:400">${escape(note)}</span>` : '';
  return `<tr><th scope="row" align="left" class="ink line" style="${INK};${line};font-weight:400">${escape(label)}${below}</th><td align="right" class="ink line" style="${INK};${line};padding-left:16px;white-space:nowrap;font-variant-numeric:tabular-nums">${escape(value)}</td></tr>`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** What a mail says, before it is a mail. */
export interface MailWords {
  subject: string;
  paragraphs: readonly string[];
  /** the one thing to do, where there is one */
  action: { label: string; url: string } | null;
  /** why the mail came */
  footer: string;
}

/** The same words as plain text and as HTML; names and texts of people are escaped. */
export function bodyOf({ subject, paragraphs, action, footer }: MailWords): { text: string; html: string } {
  const link = action === null ? [] : [`${action.label}:\n${action.url}`];
  const text = [...paragraphs, ...link, `-- \n${footer}`].join('\n\n');
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f5f7f5;color:#17201c;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:34em;margin:0 auto;padding:24px;background:#fff;border:1px solid #e3e8e5;border-radius:14px">
${paragraphs.map((paragraph) => `<p style="margin:0 0 1em">${lines(paragraph)}</p>`).join('\n')}
${action === null ? '' : button(action)}
</div>
<p style="max-width:34em;margin:16px auto;color:#5d6a64;font-size:13px">${lines(footer)}</p>
</body></html>`;
  return { text, html };
}

function button({ label, url }: { label: string; url: string }): string {
  const look =
    'display:inline-block;padding:12px 20px;border-radius:10px;background:#0f7b5f;color:#fff;text-decoration:none;font-weight:600';
  return `<p style="margin:0"><a href="${escaped(url)}" style="${look}">${escaped(label)}</a></p>`;
}

function lines(text: string): string {
  return escaped(text).replaceAll('\n', '<br>');
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

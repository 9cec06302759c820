import { useMemo } from 'react';
import classes from './html-view.module.css';

/** Formatted text as the server has cleaned it; every link opens beside Quad, so that nobody loses their place. */
export function HtmlView({ html }: { html: string }) {
  const shown = useMemo(() => prepared(html), [html]);
  if (shown === '') return null;
  // only ever what the server's list of harmless elements let through
  return <div className={classes.text} dir="auto" dangerouslySetInnerHTML={{ __html: shown }} />;
}

/** Wide tables scroll by themselves, each paragraph knows its own direction, and links tell nobody where they were followed. */
function prepared(html: string): string {
  if (html === '') return '';
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  if (body.textContent.trim() === '' && body.querySelector('img, hr') === null) return '';
  for (const link of body.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  for (const image of body.querySelectorAll('img')) {
    image.loading = 'lazy';
    if (!image.hasAttribute('alt')) image.alt = '';
  }
  for (const block of body.querySelectorAll('p, li, h2, h3, h4, td, th, blockquote')) {
    if (!block.hasAttribute('dir')) block.setAttribute('dir', 'auto');
  }
  for (const table of body.querySelectorAll('table')) {
    const frame = table.ownerDocument.createElement('div');
    frame.className = classes.frame ?? '';
    frame.tabIndex = 0;
    frame.role = 'group';
    table.replaceWith(frame);
    frame.append(table);
  }
  return body.innerHTML;
}

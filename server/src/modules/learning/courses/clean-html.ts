import type { LessonBody } from '@quad/shared/learning';
import sanitize, { type IOptions } from 'sanitize-html';

const pathOfFile = /^\/api\/v1\/courses\/[0-9a-f]{24}\/files\/[0-9a-f]{24}$/;

/** What formatted text may be made of: nothing that runs, loads from elsewhere, or looks like a part of Quad. */
const harmless: IOptions = {
  allowedTags: [
    ...['h2', 'h3', 'h4', 'p', 'br', 'hr', 'blockquote', 'pre', 'code', 'ul', 'ol', 'li'],
    ...['strong', 'b', 'em', 'i', 's', 'u', 'sub', 'sup', 'a', 'img', 'figure', 'figcaption', 'span'],
    ...['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ],
  allowedAttributes: {
    '*': ['dir', 'lang'],
    a: ['href', 'title', 'rel', 'target'],
    img: ['src', 'alt', 'title', 'width', 'height'],
    ol: ['start', 'type'],
    ...{ th: ['colspan', 'rowspan', 'scope'], td: ['colspan', 'rowspan'], col: ['span'] },
    code: ['class'],
  },
  allowedClasses: { code: [/^language-[\w+#-]{1,30}$/] },
  allowedSchemes: ['https', 'http', 'mailto'],
  allowProtocolRelative: false,
  // a picture from elsewhere would tell that place who reads the lesson, and when
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !pathOfFile.test(attribs.src ?? ''),
  transformTags: {
    a: (tagName, { href = '', title }) => ({
      tagName,
      attribs: { href, ...(title !== undefined && { title }), ...outward(href) },
    }),
  },
  disallowedTagsMode: 'discard',
  nestingLimit: 60,
};

function outward(href: string): Record<string, string> {
  return href.startsWith('/') ? {} : { rel: 'noopener noreferrer nofollow', target: '_blank' };
}

/** Formatted text without anything that could harm whoever reads it. What an editor writes stays as it is. */
export function cleanHtml(html: string): string {
  return sanitize(html, harmless);
}

/** The same of a lesson: every kind has one such text. */
export function cleanBody<B extends LessonBody>(body: B): B {
  return { ...body, html: cleanHtml(body.html) };
}

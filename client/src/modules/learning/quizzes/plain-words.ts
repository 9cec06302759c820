/** Formatted text as one line without its format; nothing of it is run or loaded. */
export function plainWords(html: string): string {
  const { body } = new DOMParser().parseFromString(html.replace(/<\/(p|li|h\d)>/g, ' '), 'text/html');
  return body.textContent.replace(/\s+/g, ' ').trim();
}

import { Node, type AnyExtension } from '@tiptap/core';

const span = {
  default: 1,
  parseHTML: (element: HTMLElement) => Number(element.getAttribute('colspan') ?? 1) || 1,
  renderHTML: ({ colspan }: Record<string, unknown>) => (colspan === 1 ? {} : { colspan }),
};
const rows = {
  default: 1,
  parseHTML: (element: HTMLElement) => Number(element.getAttribute('rowspan') ?? 1) || 1,
  renderHTML: ({ rowspan }: Record<string, unknown>) => (rowspan === 1 ? {} : { rowspan }),
};

const scope = {
  default: null,
  parseHTML: (element: HTMLElement) => element.getAttribute('scope'),
  renderHTML: ({ scope: of }: Record<string, unknown>) => (of === null ? {} : { scope: of }),
};

function cell(name: string, tag: 'td' | 'th'): AnyExtension {
  return Node.create({
    ...{ name, content: 'block+', isolating: true },
    addAttributes: () => ({ colspan: span, rowspan: rows, scope }),
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });
}

/** A table that was pasted or came with a copied course stays one, and what stands in it can be written; there are no tools to draw one. */
export const tableNodes: AnyExtension[] = [
  Node.create({
    ...{ name: 'table', group: 'block', content: 'tableRow+', isolating: true },
    parseHTML: () => [{ tag: 'table' }],
    renderHTML: () => ['table', ['tbody', 0]],
  }),
  Node.create({
    ...{ name: 'tableRow', content: '(tableCell | tableHeader)+' },
    parseHTML: () => [{ tag: 'tr' }],
    renderHTML: () => ['tr', 0],
  }),
  cell('tableCell', 'td'),
  cell('tableHeader', 'th'),
];

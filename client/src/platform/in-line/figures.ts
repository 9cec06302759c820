/** A part of the “in line” panel: what a figure is called, and the figure. */
export interface Figures {
  title: string;
  rows: readonly (readonly [label: string, value: string])[];
}

export function asText(words: string, parts: readonly Figures[]): string {
  const lines = parts.flatMap(({ title, rows }) => [
    '',
    title,
    ...rows.map(([label, value]) => `${label}: ${value}`),
  ]);
  return [words, ...lines].join('\n');
}

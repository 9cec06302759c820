import type { AuditRow } from '@quad/shared/audit';

const mostValues = 20;

/** Nested facts as one list, each under its path. */
export function factsOf(facts: Record<string, unknown>): AuditRow['facts'] {
  const found = new Map<string, AuditRow['facts'][number]['values']>();
  const add = (path: string, value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) add(path, item);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) add(path === '' ? key : `${path}.${key}`, inner);
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      found.set(path, [...(found.get(path) ?? []), value].slice(0, mostValues));
  };
  add('', facts);
  return [...found].map(([field, values]) => ({ field, values }));
}

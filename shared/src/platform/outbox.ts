import type { z } from 'zod';

/** Something that happened and that others may act on. What it carries is ids: whoever acts reads the rest when they act. */
export interface OutboxEvent<S extends z.ZodType = z.ZodType> {
  name: string;
  shape: S;
}

export function outboxEvent<const S extends z.ZodType>(name: string, shape: S): OutboxEvent<S> {
  return { name, shape };
}

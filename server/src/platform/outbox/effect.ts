import type { OutboxEvent } from '@quad/shared/platform';
import type { z } from 'zod';
import type { Platform } from '../platform';

export interface Delivery {
  districtId: string;
  schoolId: string | null;
  /** when the event was said, by the real clock */
  at: Date;
  /** the same at every try: whatever the effect makes outside is made under this key, so that it is made once */
  key: string;
  platform: Platform;
}

/** What is done about an event. It may run again after a failure or a crash; one that throws is tried again later. */
export interface Effect {
  event: string;
  /** unique among the effects of its event, and kept: deliveries are found by it */
  name: string;
  run(payload: unknown, delivery: Delivery): Promise<void>;
}

export function effect<S extends z.ZodType>(
  event: OutboxEvent<S>,
  name: string,
  run: (payload: z.output<S>, delivery: Delivery) => Promise<void>,
): Effect {
  return { event: event.name, name, run: (payload, delivery) => run(event.shape.parse(payload), delivery) };
}

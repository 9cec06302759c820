import { z } from 'zod';
import { id, outboxEvent } from '../platform';

/** A file was brought in whole. `by` asked for it. */
export const importApplied = outboxEvent('import.applied', z.object({ importId: id, by: id }));

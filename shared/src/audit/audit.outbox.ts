import { z } from 'zod';
import { id, outboxEvent } from '../platform';

/** Somebody's name was taken away; what else was written about them is to follow. */
export const personErased = outboxEvent('person.erased', z.object({ personId: id }));

import { z } from 'zod';
import { id, outboxEvent } from '../platform';

/** A notice whose mail had to wait for the end of quiet hours, which has come. */
export const heldMailDue = outboxEvent('notice.mailDue', z.object({ noticeId: id }));

/** The day's digest of one person, with what has come together for it. */
export const digestDue = outboxEvent('notice.digestDue', z.object({ personId: id, noticeIds: z.array(id) }));

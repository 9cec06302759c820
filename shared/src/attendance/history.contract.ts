import { z } from 'zod';
import { endpoint, id, instant } from '../platform';
import { code, codeShape, entryChange } from './attendance.dto';

export const markHistory = z.object({
  codeSet: z.string(),
  codes: z.array(codeShape).optional(),
  className: z.string(),
  pupilName: z.string(),
  timeZone: z.string(),
  /** oldest first */
  steps: z.array(
    z.object({
      seq: z.int(),
      kind: z.enum(['mark', 'roll']),
      from: code.nullable(),
      to: code.nullable(),
      minutes: z.int().optional(),
      note: z.string().optional(),
      roll: z.enum(['join', 'leave']).optional(),
      reason: z.string().optional(),
      /** `applied` stands or stood; the others were set aside and changed nothing */
      out: entryChange.shape.out,
      by: id,
      byName: z.string(),
      role: z.string(),
      at: instant,
    }),
  ),
});
export type MarkHistory = z.infer<typeof markHistory>;

export const historyContract = {
  markHistory: endpoint({
    method: 'GET',
    path: '/registers/:registerId/marks/:pupilId/history',
    summary: 'What became of one mark: old, new, who, when and why',
    permission: 'register:read',
    params: z.strictObject({ registerId: id, pupilId: id }),
    response: markHistory,
  }),
};

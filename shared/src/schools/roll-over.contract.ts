import { z } from 'zod';
import { endpoint, id } from '../platform';
import { rollOver, rollOverPlan } from './roll-over.dto';

export const rollOverContract = {
  rollOver: endpoint({
    method: 'POST',
    path: '/schools/:schoolId/roll-over',
    summary: 'Move a school into its next year: first as a plan, then by the plan’s digest for good',
    permission: 'year:roll',
    params: z.strictObject({ schoolId: id }),
    body: rollOver,
    maxBytes: 500_000,
    response: rollOverPlan,
    proof: true,
    errors: ['conflict', 'school_archived'],
  }),
};

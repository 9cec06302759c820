import { z } from 'zod';
import { id, isoDate, outboxEvent } from '../platform';

/** Guardians are asked where a child is that was marked absent without a reason; one event an alert. Its key begins with the alert’s id. */
export const guardianAlerted = outboxEvent(
  'guardian.alerted',
  z.object({ alertId: id, guardianIds: z.array(id), pupilId: id, schoolId: id, date: isoDate }),
);

/** Guardians were told, and the register does not say so any more. Its key begins with the alert’s id. */
export const guardianAlertTakenBack = outboxEvent('guardian.alertTakenBack', guardianAlerted.shape);

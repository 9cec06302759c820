import { guardianAlerted, guardianAlertTakenBack } from '@quad/shared/attendance';
import { importApplied } from '@quad/shared/schools';
import { ImportModel, type ImportRecord } from '../../platform/imports/import.model';
import { effect, type Delivery } from '../../platform/outbox/effect';
import { wasSaidAfter } from '../../platform/outbox/say';
import { namesOf } from '../identity';
import { loadTimetable } from '../schools';
import { notify } from './notify';
import { adminsOf } from './people-effects';

/** What happens about a child that is missed, and about files that were brought in. */
export const otherEffects = [
  effect(guardianAlerted, 'tell the guardians', async ({ guardianIds, ...alert }, delivery) => {
    // where mail was away for a while, nobody is asked for a child that is known not to be missing
    const after = { keyBegins: `${alert.alertId}:`, at: delivery.at };
    if (await wasSaidAfter(guardianAlertTakenBack, after)) return;
    await notify(delivery, {
      to: guardianIds,
      kind: 'childMissing',
      about: await aboutChild(alert, delivery),
      link: '/family',
    });
  }),
  effect(guardianAlertTakenBack, 'tell the guardians', async ({ guardianIds, ...alert }, delivery) =>
    notify(delivery, {
      to: guardianIds,
      kind: 'childAccountedFor',
      about: await aboutChild(alert, delivery),
      link: '/family',
    }),
  ),
  effect(importApplied, 'tell the admins', async ({ importId, by }, delivery) => {
    const { districtId, platform } = delivery;
    const [applied, admins, names] = await Promise.all([
      ImportModel.findOne({ _id: importId, districtId }).lean<ImportRecord>(),
      adminsOf(null, delivery),
      namesOf([by], districtId, platform),
    ]);
    if (applied === null) return;
    const { fileName, changes, refusals } = applied;
    await notify(delivery, {
      to: [...admins, by],
      kind: 'importApplied',
      about: {
        ...{ file: fileName, by: names[by] ?? '' },
        ...{ changes: String(changes), refusals: String(refusals) },
      },
      link: `/imports/${importId}`,
    });
  }),
];

async function aboutChild(
  { pupilId, schoolId, date }: { pupilId: string; schoolId: string; date: string },
  { districtId, platform }: Delivery,
): Promise<Record<string, string>> {
  const [names, timetable] = await Promise.all([
    namesOf([pupilId], districtId, platform),
    loadTimetable(schoolId, platform),
  ]);
  return { name: names[pupilId] ?? '', school: timetable?.school.name ?? '', date };
}

import type { ChildCard } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { absences, presentAbsences } from './absences.present';
import { alerts, presentAlerts } from './answer-alert';
import { attendanceAs, attendanceOfPupils } from './pupil-attendance';
import { ownChildren } from './pupils';

/** The actor's children with their day: the same few queries for one child or for five at one school. */
export async function myChildren(ctx: Context): Promise<ChildCard[]> {
  // the route lets only guardians in; one whose last child has left has an empty page
  const [first] = ctx.actor.children;
  if (first === undefined) return [];
  ctx.authorize('alert:answer', { personId: first });
  const children = await ownChildren(ctx);
  const schools = new Map(children.map((child) => [child.schoolId, child.timetable]));
  const bySchool = await Promise.all(
    [...schools].map(async ([schoolId, timetable]) => {
      const here = children.filter((child) => child.schoolId === schoolId);
      const pupils = here.map((child) => child.pupil);
      const today = wallClock(ctx.now(), timetable.school.timeZone).date;
      const [days, told, reports] = await Promise.all([
        attendanceOfPupils(ctx, timetable, pupils, null),
        alerts(ctx).find({ schoolId, pupil: { $in: pupils }, date: today, sentAt: { $ne: null } }),
        absences(ctx).find(
          { schoolId, pupil: { $in: pupils }, to: { $gte: today }, state: { $ne: 'withdrawn' } },
          { limit: 100, sort: { from: 1 } },
        ),
      ]);
      const [shownAlerts, shownReports] = await Promise.all([
        presentAlerts(ctx, told),
        presentAbsences(ctx, reports),
      ]);
      return here.map(({ pupil, name }, i) => ({
        ...attendanceAs(days[i]),
        ...{ pupil, name, schoolId, schoolName: timetable.school.name },
        alert: shownAlerts.find((alert) => alert.pupil === pupil) ?? null,
        absences: shownReports.filter((report) => report.pupil === pupil),
      }));
    }),
  );
  return bySchool.flat().sort((a, b) => a.name.localeCompare(b.name));
}

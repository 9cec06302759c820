import { displayName, peopleOf } from '../../identity';
import {
  ClassModel,
  EnrolmentModel,
  TeachingModel,
  type Enrolment,
  type SchoolClass,
  type Teaching,
} from '../class.model';
import type { Endings } from './endings';
import type { Roster, RosterSchool } from './roster';
import { batchRows } from './staged-rows';
import { enrolmentLink } from './stage-table';
import { lastDayBefore } from './values';

const classesAtOnce = 50;

/** Enrolments and teachings that came with a roster, in the schools of this file, and that no row of it names. */
export async function endMissingEnrolments(roster: Roster, endings: Endings): Promise<void> {
  if (!roster.ends('enrollments')) return;
  for (const schoolId of roster.named()) {
    const school = roster.schoolById(schoolId);
    if (school === undefined || school.isNew) continue;
    const lasting = { schoolId: school.id, to: { $not: { $lt: school.today } } };
    const classes = await ClassModel.find(lasting, { name: 1, sourcedId: 1 })
      .limit(5_000)
      .lean<SchoolClass[]>();
    for (let at = 0; at < classes.length; at += classesAtOnce)
      await endIn(roster, endings, school, classes.slice(at, at + classesAtOnce));
  }
}

async function endIn(
  roster: Roster,
  endings: Endings,
  school: RosterSchool,
  classes: readonly SchoolClass[],
): Promise<void> {
  const byId = new Map(classes.map((each) => [each._id, each]));
  const lasting = { classId: { $in: [...byId.keys()] }, rostered: true, to: { $not: { $lt: school.today } } };
  const [enrolments, teachings] = await Promise.all([
    EnrolmentModel.find(lasting).lean<Enrolment[]>(),
    TeachingModel.find(lasting).lean<Teaching[]>(),
  ]);
  const spells = [
    ...enrolments.map((spell) => ({
      spell,
      thing: 'enrolment' as const,
      id: spell.pupilId,
      role: 'student',
    })),
    ...teachings.map((spell) => ({ spell, thing: 'teaching' as const, id: spell.personId, role: 'teacher' })),
  ];
  for (let at = 0; at < spells.length; at += batchRows) {
    const batch = spells.slice(at, at + batchRows);
    const people = await peopleOf(
      batch.map(({ id }) => id),
      roster.districtId,
    );
    const linked = batch.map((each) => {
      const found = byId.get(each.spell.classId);
      const classKey = roster.classKeys.get(each.spell.classId) ?? found?.sourcedId ?? each.spell.classId;
      const person = people.get(each.id);
      // a row whose role cannot be told may be about this one
      const links = [each.role, ''].map((role) => enrolmentLink(classKey, person?.code, role));
      const label = `${found?.name ?? ''} · ${person === undefined ? '' : displayName(person)}`;
      return { ...each, links, label, code: person?.code ?? '' };
    });
    const named = await roster.rows.linked(
      'enrollments',
      linked.flatMap(({ links }) => links),
    );
    const to = lastDayBefore(school.today);
    await endings.endSpells(
      linked
        .filter(
          ({ links, spell }) =>
            !links.some((link) => named.has(link)) && (spell.to === null || spell.to > to),
        )
        .map(({ spell, thing, id, label, code }) => ({
          ...{ thing, _id: spell._id, person: id, was: spell, set: { to }, key: code, label, spot: null },
        })),
    );
  }
}

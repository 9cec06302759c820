import { lastingFrom } from '../../../platform/database/collection';
import { chunksOf } from '../../../platform/database/batches';
import { displayName, peopleOf } from '../../identity';
import { ClassModel, type SchoolClass } from '../class.model';
import { spellsInClasses } from './class-spells';
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
    const lasting = { schoolId: school.id, ...lastingFrom(school.today) };
    const classes = await ClassModel.find(lasting, { name: 1, sourcedId: 1 })
      .limit(5_000)
      .lean<SchoolClass[]>();
    for (const some of chunksOf(classes, classesAtOnce)) await endIn(roster, endings, school, some);
  }
}

async function endIn(
  roster: Roster,
  endings: Endings,
  school: RosterSchool,
  classes: readonly SchoolClass[],
): Promise<void> {
  const byId = new Map(classes.map((each) => [each._id, each]));
  const spells = await spellsInClasses([...byId.keys()], { rostered: true, ...lastingFrom(school.today) });
  for (const batch of chunksOf(spells, batchRows)) {
    const people = await peopleOf(
      batch.map(({ personId }) => personId),
      roster.districtId,
    );
    const linked = batch.map((spell) => {
      const { classId, personId } = spell;
      const found = byId.get(classId);
      const classKey = roster.classKeys.get(classId) ?? found?.sourcedId ?? classId;
      const person = people.get(personId);
      // a row whose role cannot be told may be about this one
      const links = [spell.role, ''].map((role) => enrolmentLink(classKey, person?.code, role));
      const label = `${found?.name ?? ''} · ${person === undefined ? '' : displayName(person)}`;
      return { spell, links, label, code: person?.code ?? '' };
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
        .map(({ spell, label, code }) => {
          const { thing, _id, personId: person } = spell;
          return { thing, _id, person, was: spell, set: { to }, key: code, label, spot: null };
        }),
    );
  }
}

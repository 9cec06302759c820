import { createHash } from 'node:crypto';
import { nextYear, type PlanError, type PlannedClass, type RollOver } from '@quad/shared/schools';
import { lastingFrom } from '../../../platform/database/collection';
import { ClassModel, EnrolmentModel, type Enrolment, type SchoolClass } from '../class.model';
import { TermModel, type School, type Term } from '../school.model';

export interface YearPlan {
  /** changes with anything the plan would do */
  digest: string;
  /** of the new year */
  firstDay: string;
  classes: (PlannedClass & { subject: string; room: string | null; pupilIds: string[] })[];
  moved: number;
  leaverIds: string[];
  errors: PlanError[];
}

/**
 * What the roll-over would do. It reads what holds on the old year's last day, which ending things on that day does not
 * change: the plan of a run that was cut off is the plan of the whole.
 */
export async function planYear(
  school: School,
  { terms, lastDay, classes: choices = [] }: RollOver,
): Promise<YearPlan> {
  const schoolId = school._id;
  const firstDay = terms.map(({ from }) => from).sort()[0] ?? '';
  const lasting = { schoolId, ...lastingFrom(lastDay) };
  const [found, enrolments, known] = await Promise.all([
    ClassModel.find(lasting).sort({ code: 1 }).limit(2_000).lean<SchoolClass[]>(),
    EnrolmentModel.find({ ...lasting, from: { $lte: lastDay } }, { classId: 1, pupilId: 1, _id: 0 })
      .limit(100_000)
      .lean<Enrolment[]>(),
    TermModel.find({ schoolId, removedAt: null }).limit(100).lean<Term[]>(),
  ]);
  const made = new Set(found.map(({ _id }) => nextId(schoolId, firstDay, _id)));
  const old = found.filter(({ _id }) => !made.has(_id));
  const pupilsOf = byClass(enrolments);
  const classes = old.map((each) => {
    const pupilIds = [...(pupilsOf.get(each._id) ?? [])].sort();
    const choice = choices.find(({ classId }) => classId === each._id);
    return plan(each, choice, pupilIds, nextId(schoolId, firstDay, each._id));
  });
  const going = new Set(classes.flatMap(({ next, pupilIds }) => (next === null ? [] : pupilIds)));
  const all = new Set(classes.flatMap(({ pupilIds }) => pupilIds));
  const leaverIds = [...all].filter((pupilId) => !going.has(pupilId)).sort();
  const errors = [...doubles(classes), ...overlaps(terms, known), ...strangers(choices, classes)];
  const digest = sha256(JSON.stringify([schoolId, lastDay, terms, classes, leaverIds]));
  return { digest, firstDay, classes, moved: going.size, leaverIds, errors };
}

function byClass(enrolments: readonly Enrolment[]): Map<string, Set<string>> {
  const pupils = new Map<string, Set<string>>();
  for (const { classId, pupilId } of enrolments)
    pupils.set(classId, (pupils.get(classId) ?? new Set()).add(pupilId));
  return pupils;
}

type Choice = NonNullable<RollOver['classes']>[number];

function plan(
  { _id: classId, code, name, subject, room }: SchoolClass,
  choice: Choice | undefined,
  pupilIds: string[],
  next: string,
): YearPlan['classes'][number] {
  const to = choice ?? raised(code, name);
  const goesOn = to === null || 'leaves' in to ? null : { classId: next, code: to.code, name: to.name };
  return { classId, code, name, subject, room, pupilIds, pupils: pupilIds.length, next: goesOn };
}

function raised(code: string, name: string): { code: string; name: string } | null {
  const [nextCode, nextName] = [nextYear(code), nextYear(name)];
  return nextCode === null || nextName === null ? null : { code: nextCode, name: nextName };
}

/** The id of a class's successor: the same each time, so that making it twice makes one. */
function nextId(schoolId: string, firstDay: string, classId: string): string {
  return sha256(`${schoolId}:${firstDay}:${classId}`).slice(0, 24);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function doubles(classes: YearPlan['classes']): PlanError[] {
  const codes = classes.flatMap(({ next }) => next?.code ?? []);
  return classes.flatMap(({ classId, next }) =>
    next !== null && codes.filter((code) => code === next.code).length > 1
      ? [{ classId, reason: 'codeTwice' as const, what: next.code }]
      : [],
  );
}

/** A term that begins on the same day is the same term, and is updated. */
function overlaps(terms: RollOver['terms'], known: readonly Term[]): PlanError[] {
  const others = known.filter((term) => !terms.some(({ from }) => from === term.from));
  return others
    .filter((other) => terms.some((term) => term.from <= other.to && other.from <= term.to))
    .map(({ name }) => ({ classId: null, reason: 'termOverlaps', what: name }));
}

function strangers(choices: readonly Choice[], classes: YearPlan['classes']): PlanError[] {
  return choices
    .filter((choice) => !classes.some(({ classId }) => classId === choice.classId))
    .map(({ classId }) => ({ classId, reason: 'unknownClass', what: classId }));
}

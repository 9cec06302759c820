import { longest } from '@quad/shared/schools';
import { newId } from '../../../platform/database/connect';
import { TermModel, type Term } from '../school.model';
import { changesOf, tooLong } from './changes';
import { isEnding, spotOf, type Roster, type RosterSession } from './roster';
import type { RosterRow } from './roster-row.model';
import { dayIn, lastDayBefore } from './values';

/** What writing a term needs. */
export interface TermWrite {
  _id: string;
  schoolId: string;
  isNew: boolean;
  set: Partial<Pick<Term, 'name' | 'from' | 'to' | 'removedAt' | 'sourcedId'>>;
}

/** Which kind of session becomes a term when several cover the same days. */
const ranks = ['term', 'semester', 'gradingperiod', 'schoolyear'];

/** Sessions are few: they are held, because each names its parent. */
export async function readSessions(roster: Roster): Promise<void> {
  for await (const rows of roster.rows.batches('academicSessions')) {
    for (const row of rows) {
      const session = row.refused === true ? null : await readSession(roster, row);
      if (session !== null) roster.sessions.set(row.key, session);
    }
    roster.compared(rows.length);
  }
}

async function readSession(roster: Roster, row: RosterRow): Promise<RosterSession | null> {
  const { title = '', type = '', startDate = '', endDate = '', parentSourcedId = '' } = row.fields;
  const spot = spotOf(row);
  if (await isEnding(roster, row)) return null;
  const [from, end] = [dayIn(startDate), dayIn(endDate)];
  if (title === '')
    await roster.refuse(spot, 'missingValue', { column: 'title', about: { column: 'title' } });
  else if (!ranks.includes(type.toLowerCase()))
    await roster.refuse(spot, 'unknownType', { column: 'type', value: type });
  else if (from === null) await roster.refuse(spot, 'notADay', { column: 'startDate', value: startDate });
  else if (end === null) await roster.refuse(spot, 'notADay', { column: 'endDate', value: endDate });
  else if (end <= from)
    await roster.refuse(spot, 'endsBeforeItBegins', { column: 'endDate', value: endDate });
  else if (!(await tooLong(roster, row, { title: longest.name }))) {
    const to = lastDayBefore(end);
    return {
      ...{ key: row.key, title, type: type.toLowerCase(), from, to },
      ...{ parent: parentSourcedId, line: row.line },
    };
  }
  return null;
}

/** The sessions a school's classes have become its terms. */
export async function planTerms(roster: Roster): Promise<void> {
  for (const [schoolId, used] of roster.sessionsUsed) {
    const standing = await TermModel.find({ schoolId }).sort({ from: 1 }).limit(500).lean<Term[]>();
    await planSchoolTerms(roster, schoolId, chosen(roster, used), standing);
  }
}

/** A year counts only where nothing finer does; of those that cover the same days, one. */
function chosen({ sessions }: Roster, used: ReadonlySet<string>): RosterSession[] {
  const all = [...sessions.values()];
  const named = all.filter(({ key }) => used.has(key));
  const years = named.filter(({ type }) => type === 'schoolyear');
  const finer = below(all, years).filter(({ type }) => type !== 'schoolyear');
  const taken: RosterSession[] = [];
  const inOrder = [...new Set([...named, ...finer])].sort(
    (a, b) => ranks.indexOf(a.type) - ranks.indexOf(b.type) || (a.from < b.from ? -1 : 1),
  );
  for (const session of inOrder) if (!taken.some((other) => meet(other, session))) taken.push(session);
  return taken;
}

/** What lies within these, at whatever depth; a file may name a session as its own parent. */
function below(all: readonly RosterSession[], parents: readonly RosterSession[]): RosterSession[] {
  const found = new Set<RosterSession>();
  for (let keys = new Set(parents.map(({ key }) => key)); keys.size > 0;) {
    const next = all.filter((session) => keys.has(session.parent) && !found.has(session));
    for (const session of next) found.add(session);
    keys = new Set(next.map(({ key }) => key));
  }
  return [...found];
}

function meet(a: { from: string; to: string }, b: { from: string; to: string }): boolean {
  return a.from <= b.to && b.from <= a.to;
}

async function planSchoolTerms(
  roster: Roster,
  schoolId: string,
  sessions: readonly RosterSession[],
  standing: readonly Term[],
): Promise<void> {
  const termOf = (session: RosterSession): Term | undefined =>
    standing.find(({ sourcedId }) => sourcedId === session.key) ??
    standing.find(({ _id }) => _id === session.key) ??
    standing.find(({ from, sourcedId }) => from === session.from && sourcedId === undefined);
  const matched = new Map(sessions.map((session) => [session, termOf(session)]));
  const own = new Set(matched.values());
  for (const [session, term] of matched) {
    const others = standing.filter((other) => !own.has(other));
    const inTheWay = others.find(
      (other) => other.from === session.from || (other.removedAt === null && meet(other, session)),
    );
    const label = `${session.title} · ${roster.schoolById(schoolId)?.name ?? ''}`;
    const spot = { table: 'academicSessions', line: session.line };
    if (inTheWay !== undefined) {
      await roster.warn(spot, 'termOverlaps', { value: label, about: { term: inTheWay.name } });
      continue;
    }
    const set: TermWrite['set'] = {
      ...{ name: session.title, from: session.from, to: session.to, removedAt: null },
      ...(term?._id !== session.key && { sourcedId: session.key }),
    };
    const fields = changesOf(term, set);
    if (term !== undefined && fields.length === 0) roster.same('term');
    else {
      const write: TermWrite = { _id: term?._id ?? newId(), schoolId, isNew: term === undefined, set };
      await roster.reading.plan({
        ...{ thing: 'term', op: term === undefined ? 'add' : 'change', key: session.key, label },
        ...{ file: 'academicSessions.csv', line: session.line, fields, write },
      });
    }
  }
}

import { categoryOf, noCounts, schoolYearOf, type Category, type LessonMark } from '@quad/shared/attendance';
import { termOn, type Timetable } from '../../schools';
import { pupilDay } from '../summaries/pupil-day';
import { eachSchool } from './each-school';
import { edFiDocument, edFiSchoolId } from './ed-fi-document';
import { marksByPupil } from './pupil-days';
import { days, type Asked, type Report, type Row } from './report';
import { ReportPeople } from './report-people';
import { expectedMarks, registerDays, type RegisterDay } from './report-registers';

const columns = [
  ...['resource', 'student_unique_id', 'school_id', 'event_date', 'attendance_event_category_descriptor'],
  ...['event_duration', 'section_attendance_duration', 'section_identifier', 'class_period'],
  ...['school_year', 'session_name'],
];

const descriptors: Partial<Record<Category | 'unmarked', string>> = {
  late: 'Tardy',
  absent: 'Unexcused Absence',
  excused: 'Excused Absence',
  early: 'Early departure',
  elsewhere: 'In Attendance',
};

function descriptor(name: string): string {
  return `uri://ed-fi.org/AttendanceEventCategoryDescriptor#${name}`;
}

/** Attendance events for an Ed-Fi store: what is plainly present, unmarked or not required is no event. */
export async function edFiReport(asked: Asked): Promise<Report> {
  const marks = await Promise.all(asked.schoolIds.map((id) => expectedMarks(asked, id)));
  const events = new Map<string, number>();
  const counted = async function* (rows: AsyncIterable<Row>): AsyncGenerator<Row> {
    for await (const row of rows) {
      const resource = String(row.resource);
      events.set(resource, (events.get(resource) ?? 0) + 1);
      yield row;
    }
  };
  return {
    columns,
    expected: Math.round(marks.reduce((a, b) => a + b, 0) / 10),
    rows: counted(eachSchool(asked, (timetable) => rowsOf(asked, timetable))),
    totals: () => [...events].map(([resource, count]) => ({ resource, events: count })),
    asDocument: edFiDocument,
  };
}

async function* rowsOf(asked: Asked, timetable: Timetable): AsyncGenerator<Row> {
  const { _id: schoolId, districtId, code } = timetable.school;
  const people = new ReportPeople(districtId);
  const sections = new Map(timetable.classes.map((each) => [each._id, each.code]));
  for await (const day of registerDays(asked, schoolId)) {
    await people.learn(day.registers.flatMap(({ marks }) => marks.map(({ pupil }) => pupil)));
    const common = (pupil: string) => ({
      student_unique_id: people.get(pupil).code,
      school_id: edFiSchoolId(code),
      event_date: day.date,
      school_year: schoolYearOf(day.date) + 1,
      session_name: termOn(timetable.terms, day.date)?.name ?? null,
    });
    for (const { pupil, ...event } of sectionEvents(day, sections)) yield { ...common(pupil), ...event };
    // what a class's own lessons come to is no day
    if (asked.classId !== undefined) continue;
    for (const [pupil, marks] of marksByPupil(day)) {
      const { possible, attended } = pupilDay(timetable, day.date, marks);
      if (possible === 0 || attended > 0) continue;
      yield {
        ...common(pupil),
        resource: 'studentSchoolAttendanceEvents',
        attendance_event_category_descriptor: descriptor(
          isExcused(marks) ? 'Excused Absence' : 'Unexcused Absence',
        ),
        event_duration: days(possible),
      };
    }
  }
}

function* sectionEvents({ registers }: RegisterDay, sections: ReadonlyMap<string, string>) {
  for (const { classId, codeSet, periodName, marks } of registers)
    for (const { pupil, code, minutes } of marks) {
      const name = descriptors[categoryOf(codeSet, code)];
      if (name === undefined) continue;
      yield {
        pupil,
        resource: 'studentSectionAttendanceEvents',
        section_identifier: sections.get(classId) ?? '',
        class_period: periodName,
        attendance_event_category_descriptor: descriptor(name),
        section_attendance_duration: minutes ?? null,
      };
    }
}

/** A day missed is excused when no lesson of it was missed without an excuse. */
function isExcused(marks: readonly LessonMark[]): boolean {
  const counts = noCounts();
  for (const { set, code } of marks) counts[categoryOf(set, code)] += 1;
  return counts.absent === 0 && counts.excused > 0;
}

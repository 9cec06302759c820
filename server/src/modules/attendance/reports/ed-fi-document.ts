import type { Row } from './report';

/** Ed-Fi counts schools by whole numbers; a code that is none goes out as it is, for the receiver to map. */
export function edFiSchoolId(code: string): number | string {
  const number = Number(code);
  return /^\d+$/.test(code) && Number.isSafeInteger(number) ? number : code;
}

/** Quad knows classes, not courses: the class’s code stands for both. */
function sectionOf({ section_identifier: code }: Row, session: object): object {
  return { ...session, localCourseCode: code, sectionIdentifier: code };
}

/** The row as the body of its resource (Ed-Fi data standard 4 and 5): what is unknown is left out. */
export function edFiDocument(row: Row): object {
  const { school_id: schoolId, school_year: schoolYear, session_name: sessionName } = row;
  const session = { schoolId, schoolYear, ...(sessionName !== null && { sessionName }) };
  const isSection = row.resource === 'studentSectionAttendanceEvents';
  return {
    attendanceEventCategoryDescriptor: row.attendance_event_category_descriptor,
    eventDate: row.event_date,
    studentReference: { studentUniqueId: row.student_unique_id },
    ...(isSection
      ? { sectionReference: sectionOf(row, session) }
      : { schoolReference: { schoolId }, ...(sessionName !== null && { sessionReference: session }) }),
    ...(row.event_duration != null && { eventDuration: row.event_duration }),
    ...(row.section_attendance_duration != null && {
      sectionAttendanceDuration: row.section_attendance_duration,
    }),
    ...(isSection && {
      classPeriods: [{ classPeriodReference: { schoolId, classPeriodName: row.class_period } }],
    }),
  };
}

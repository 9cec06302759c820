import { csvFileSentences } from '../../../platform/imports/open-csv';

export const timetableSentences = {
  ...csvFileSentences,
  noSchool: 'A timetable is handed in for a school.',
  rowsMany: 'A timetable has at most {{most}} rows.',
  valueMissing: 'There is nothing in the column {{column}}.',
  weekdayUnknown: '“{{value}}” is no weekday; write 1 to 7 or Monday to Sunday.',
  noTime: '“{{value}}” is no time; write it like 08:55.',
  noDate: '“{{value}}” is no day; write it like 2026-03-04.',
  endsBeforeStart: 'It ends before it begins.',
  tooLong: '“{{value}}” is too long.',
  classUnknown: 'The school has no class with the code “{{value}}”.',
  periodName: '“{{value}}” cannot be the code of a period; write 1 to 20 letters or digits.',
  periodOverlaps: 'Period {{value}} would overlap {{name}}, {{starts}} to {{ends}}.',
  periodsMany: 'A school has at most {{most}} periods.',
  periodTimes: 'Line {{line}} has period {{period}} from {{starts}} to {{ends}}; a period has one time.',
  teacherUnknown: 'No teacher of this school signs in as “{{value}}”.',
  notTeacher: '{{name}} is no teacher of this school then.',
  lessonTwice: 'Line {{line}} has this lesson of the class already.',
  teacherBusy: '{{name}} teaches {{className}} at the same time.',
  lessonsKept: 'Rows of these classes were refused, so none of their lessons end: {{classes}}.',
} as const;

import type { LearningTime } from '@quad/shared/learning';
import { zonedTime } from '@quad/shared/platform';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import { dayWords, durationWords, quadMark, soft } from './paper';

const explained =
  'Counted is each second of a video once, and only what was delivered to this person and played no faster than time allows. Idle time, leaping ahead and watching again add nothing.';

/** A4, as many pages as it takes; plain data, for it is drawn on another thread. */
export function learningTimePdf({ name, asOf, timeZone, seconds, courses }: LearningTime) {
  const at = zonedTime(asOf, timeZone);
  return {
    info: { title: `Learning time of ${name}` },
    language: 'en-GB',
    pageSize: 'A4',
    pageMargins: [57, 57, 57, 64],
    defaultStyle: { font: 'Roboto', fontSize: 10.5, lineHeight: 1.3 },
    content: [
      quadMark(26),
      { text: 'Statement of learning time', fontSize: 20, bold: true, margin: [0, 16, 0, 2] },
      { text: name, fontSize: 13, margin: [0, 0, 0, 12] },
      { text: inAll(seconds, courses.length), fontSize: 12, margin: [0, 0, 0, 8] },
      { text: explained, color: soft, margin: [0, 0, 0, 12] },
      ...courses.map(course),
    ],
    footer: {
      text: `As of ${dayWords(at.slice(0, 10))}, ${at.slice(11, 16)} (${timeZone}). Made with Quad.`,
      margin: [57, 18, 57, 0],
      fontSize: 8.5,
      color: soft,
    },
  } satisfies TDocumentDefinitions;
}

function inAll(seconds: number, courses: number): string {
  if (courses === 0) return 'No course was begun.';
  const where = courses === 1 ? 'one course' : `${courses} courses`;
  return `Video watched in ${where}: ${durationWords(seconds)}.`;
}

function course({ title, school, seconds, share, lessons }: LearningTime['courses'][number]): Content {
  const line = (text: string, time: number, bold: boolean) => [
    { text, bold },
    { text: durationWords(time), bold, alignment: 'right' as const },
  ];
  return {
    margin: [0, 8, 0, 0],
    unbreakable: lessons.length < 20,
    stack: [
      {
        layout: 'lightHorizontalLines',
        table: {
          widths: ['*', 'auto'],
          body: [
            line(title, seconds, true),
            ...lessons.map((lesson) => line(lesson.title, lesson.seconds, false)),
          ],
        },
      },
      { text: `${school}, ${Math.round(share * 100)} % of the course done`, fontSize: 9, color: soft },
    ],
  };
}

import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import { dayWords, durationWords, ink, quadMark, soft } from './paper';

interface Paper {
  name: string;
  course: string;
  school: string;
  /** YYYY-MM-DD */
  date: string;
  seconds: number;
  /** as people write it */
  code: string;
  /** where anybody sees whether it is genuine */
  address: string;
}

/** A4 landscape, one page: plain data, for it is drawn on another thread. */
export function certificatePdf({ name, course, school, date, seconds, code, address }: Paper) {
  const time = seconds < 60 ? null : `with ${durationWords(seconds)} of video watched`;
  return {
    info: { title: `Certificate: ${course}`, author: school, subject: name },
    language: 'en-GB',
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [72, 64, 72, 48],
    defaultStyle: { font: 'Roboto', fontSize: 12, lineHeight: 1.25, color: ink },
    background: [frame()],
    content: [
      {
        columns: [
          { width: 40, stack: [quadMark(30)] },
          { width: '*', text: school, fontSize: 13, color: soft, margin: [0, 6, 0, 0] },
        ],
      },
      { text: 'Certificate', fontSize: 15, color: soft, margin: [0, 58, 0, 0] },
      { text: name, fontSize: sized(name, 34), bold: true, margin: [0, 4, 0, 0] },
      { text: 'has completed', fontSize: 13, color: soft, margin: [0, 14, 0, 0] },
      { text: course, fontSize: sized(course, 24), bold: true, margin: [0, 4, 0, 0] },
      {
        text: ['on ', dayWords(date), ...(time === null ? [] : [', ', time])].join(''),
        margin: [0, 14, 0, 0],
        color: soft,
      },
      proof(code, address),
    ],
  } satisfies TDocumentDefinitions;
}

/** A thin line round the page, at 28 points from its edge. */
function frame(): Content {
  return {
    canvas: [
      { type: 'rect', x: 28, y: 28, w: 785.89, h: 539.28, r: 14, lineColor: '#d5dcd8', lineWidth: 0.8 },
    ],
  };
}

/** Long names and titles stay on two lines. */
function sized(text: string, most: number): number {
  return text.length <= 32 ? most : Math.max(14, Math.round((most * 44) / (text.length + 12)));
}

/** At the foot, whatever stands above. */
function proof(code: string, address: string): Content {
  return {
    absolutePosition: { x: 72, y: 446 },
    columns: [
      { width: 84, qr: address, fit: 84, eccLevel: 'M', foreground: ink },
      {
        width: '*',
        margin: [18, 12, 0, 0],
        stack: [
          { text: 'Whether this certificate is genuine and still holds', fontSize: 10, color: soft },
          { text: address, fontSize: 10, link: address },
          { text: code, fontSize: 14, bold: true, characterSpacing: 0.6, margin: [0, 8, 0, 0] },
        ],
      },
    ],
  };
}

import type { Content } from 'pdfmake/interfaces';

export const soft = '#5d6a64';
export const ink = '#17201c';

/** The mark of Quad: four bars round an open court, `size` points wide. */
export function quadMark(size: number): Content {
  const bar = (x: number, y: number, w: number, h: number, color: string) => {
    const [left, top, width, height, r] = [x, y, w, h, 3].map((each) => (each * size) / 30) as [
      number,
      number,
      number,
      number,
      number,
    ];
    return { type: 'rect' as const, x: left, y: top, w: width, h: height, r, color };
  };
  return {
    canvas: [
      bar(1, 1, 18, 8, '#0f7b5f'),
      bar(21, 1, 8, 18, '#4557a5'),
      bar(11, 21, 18, 8, '#b45f06'),
      bar(1, 11, 8, 18, '#7d3f76'),
    ],
  };
}

/** “4 March 2026” */
export function dayWords(date: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return day.format(new Date(`${date}T12:00:00Z`));
}

/** “2 hours 5 minutes”, in whole minutes. */
export function durationWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const say = (count: number, word: string): string =>
    count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
  const words = [say(Math.floor(minutes / 60), 'hour'), say(minutes % 60, 'minute')];
  return words.filter((word) => word !== '').join(' ') || (seconds > 0 ? 'less than a minute' : 'none');
}

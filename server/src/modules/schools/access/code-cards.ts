import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';

export interface Card {
  name: string;
  className: string | null;
  /** null: they choose one */
  login: string | null;
  code: string;
  /** as the school’s wall shows it, with the distance from UTC */
  until: string;
}

interface Cards {
  school: string;
  /** of the page where a code is typed */
  address: string;
  cards: readonly Card[];
  leftOut: number;
}

const columns = 2;
const cardHeight = 184;
const soft = '#444';

/** A4, eight cards a page with lines to cut along. */
export function codeCards({ school, address, cards, leftOut }: Cards): TDocumentDefinitions {
  const rows = Math.ceil(cards.length / columns);
  const cell = (index: number): Content => {
    const card = cards[index];
    return card === undefined ? '' : cardOf(school, address, card);
  };
  const body = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_column, column) => cell(row * columns + column)),
  );
  return {
    info: { title: `Codes of ${school}`, author: school },
    language: 'en-GB',
    pageSize: 'A4',
    pageMargins: [28, 28, 28, 28],
    defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.2 },
    content: [
      {
        layout: 'cutLines',
        table: { widths: ['*', '*'], heights: cardHeight, dontBreakRows: true, body },
      },
      ...(leftOut === 0
        ? []
        : [{ text: leftOutWords(leftOut), margin: [0, 14, 0, 0], color: soft } as Content]),
    ],
  };
}

function cardOf(school: string, address: string, { name, className, login, code, until }: Card): Content {
  return {
    margin: [8, 8, 8, 6],
    stack: [
      { text: className === null ? school : `${school} · ${className}`, fontSize: 8.5, color: soft },
      { text: name, fontSize: 14, bold: true, margin: [0, 2, 0, 8] },
      {
        columns: [
          {
            width: '*',
            stack: [
              { text: 'Your code', fontSize: 8.5, color: soft },
              { text: code, fontSize: 15, bold: true, characterSpacing: 0.4, margin: [0, 0, 0, 6] },
              { text: 'Sign-in name', fontSize: 8.5, color: soft },
              { text: login ?? 'choose your own', bold: login !== null },
            ],
          },
          { width: 74, qr: `${address}#${code}`, fit: 74, eccLevel: 'M' },
        ],
      },
      {
        text: ['Open ', { text: address, bold: true }, ', type the code and choose a password.'],
        margin: [0, 8, 0, 2],
      },
      { text: `Works once, until ${words(until)}. Show it to nobody.`, fontSize: 8.5, color: soft },
    ],
  };
}

function leftOutWords(count: number): string {
  const who = count === 1 ? 'One pupil of this class is' : `${count} pupils of this class are`;
  return `${who} not in here: they have a password already, or somebody else lets them in. For a new password, print a code from the person’s own page.`;
}

function words(until: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return `${day.format(new Date(`${until.slice(0, 10)}T12:00:00Z`))}, ${until.slice(11, 16)}`;
}

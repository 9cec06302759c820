import type { About, Report, Row } from './report';
import { zipOf, type ZipEntry } from '../../../platform/files/zip';

/** Excel reads 1,048,576 rows a sheet; what is longer goes on on the next one. */
const rowsPerSheet = 1_000_000;
const rowsPerChunk = 100;

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const parts = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The sheets of rows, then “About” with the totals, which are only known by then; the book shows About first. */
export function xlsxOf(report: Report, about: About, rowsASheet = rowsPerSheet): AsyncGenerator<Buffer> {
  return zipOf(entriesOf(report, about, rowsASheet));
}

function* entriesOf(report: Report, about: About, rowsASheet: number): Generator<ZipEntry> {
  const reader = new RowReader(report, rowsASheet);
  do {
    yield { name: `xl/worksheets/sheet${reader.startSheet() + 1}.xml`, content: reader.sheet() };
  } while (!reader.isDone);
  yield { name: 'xl/worksheets/sheet1.xml', content: [aboutSheet(report, about, reader.rows)] };
  const sheets = reader.sheets + 1;
  yield { name: 'xl/styles.xml', content: [styles] };
  yield { name: 'xl/workbook.xml', content: [workbook(sheets)] };
  yield { name: 'xl/_rels/workbook.xml.rels', content: [workbookParts(sheets)] };
  yield { name: '_rels/.rels', content: [rootParts] };
  yield { name: '[Content_Types].xml', content: [contentTypes(sheets)] };
}

/** Deals the rows out to sheets without reading further than the sheet at hand. */
class RowReader {
  readonly #rows: AsyncIterator<Row>;
  rows = 0;
  sheets = 0;
  isDone = false;

  constructor(
    readonly report: Report,
    readonly rowsASheet: number,
  ) {
    this.#rows = report.rows[Symbol.asyncIterator]();
  }

  startSheet(): number {
    return ++this.sheets;
  }

  async *sheet(): AsyncGenerator<string> {
    const columns = [...(this.report.asDocument === undefined ? ['row'] : []), ...this.report.columns];
    let line = 1;
    let chunk = sheetStart + rowXml(line, columns.map(titleOf), 1);
    try {
      while (line <= this.rowsASheet) {
        const next = await this.#rows.next();
        if (next.done === true) {
          this.isDone = true;
          break;
        }
        const row: Row = { ...next.value, row: ++this.rows };
        chunk += rowXml(
          ++line,
          columns.map((column) => row[column] ?? null),
        );
        if (line % rowsPerChunk !== 0) continue;
        yield chunk;
        chunk = '';
      }
      if (this.isDone && this.report.asDocument === undefined)
        for (const total of this.report.totals()) {
          const row: Row = { ...total, row: 'total' };
          chunk += rowXml(
            ++line,
            columns.map((column) => row[column] ?? null),
            1,
          );
        }
      yield `${chunk}</sheetData></worksheet>`;
    } finally {
      // whoever stops reading in the middle of a sheet wants no more rows
      if (!this.isDone && line <= this.rowsASheet) await this.#rows.return?.();
    }
  }
}

const sheetStart = `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" defaultColWidth="16"/><sheetData>`;

function aboutSheet(report: Report, about: About, rows: number): string {
  const said = Object.entries({ ...about, rows }).map(([name, value]) => [titleOf(name), value]);
  const totals = report
    .totals()
    .flatMap((row) => [['Total', ''], ...Object.entries(row).map(([name, value]) => [titleOf(name), value])]);
  const lines = [...said, ...totals].map((cells, i) => rowXml(i + 1, cells));
  return `${xml}<worksheet xmlns="${main}"><cols><col min="1" max="1" width="26" customWidth="1"/><col min="2" max="2" width="90" customWidth="1"/></cols><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

/** Text goes in as text, so that nothing in it is ever a formula. @param style 1 is bold */
function rowXml(line: number, cells: readonly (string | number | null)[], style = 0): string {
  const bold = style === 0 ? '' : ` s="${style}"`;
  const written = cells.map((cell) => {
    if (cell === null) return '<c/>';
    if (typeof cell === 'number') return `<c${bold}><v>${cell}</v></c>`;
    return `<c${bold} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  });
  return `<row r="${line}">${written.join('')}</row>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

/** `days_possible` → “Days possible” */
function titleOf(column: string): string {
  const words = column.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const numbered = <T>(sheets: number, of: (n: number) => T): T[] =>
  Array.from({ length: sheets }, (_, i) => of(i + 1));
const sheetName = (n: number): string => (n === 1 ? 'About' : n === 2 ? 'Report' : `Report ${n - 1}`);

const styles = `${xml}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>`;
const rootParts = `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

function workbook(sheets: number): string {
  const listed = numbered(sheets, (n) => `<sheet name="${sheetName(n)}" sheetId="${n}" r:id="rId${n}"/>`);
  return `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><bookViews><workbookView activeTab="1"/></bookViews><sheets>${listed.join('')}</sheets></workbook>`;
}

function workbookParts(sheets: number): string {
  const listed = numbered(
    sheets,
    (n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  );
  return `${xml}<Relationships xmlns="${packages}/relationships">${listed.join('')}<Relationship Id="rId0" Type="${office}/styles" Target="styles.xml"/></Relationships>`;
}

function contentTypes(sheets: number): string {
  const listed = numbered(
    sheets,
    (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${parts}.worksheet+xml"/>`,
  );
  return `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${parts}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${parts}.styles+xml"/>${listed.join('')}</Types>`;
}

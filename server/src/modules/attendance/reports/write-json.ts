import type { About, Report } from './report';

/** `{about, rows, totals}`, or, where another system reads it, an array of its documents. A row a line. */
export async function* jsonOf(report: Report, about: About): AsyncGenerator<string> {
  const { rows, columns, asDocument } = report;
  yield asDocument === undefined ? `{"about":${JSON.stringify({ ...about, columns })},"rows":[` : '[';
  let between = '\n';
  for await (const row of rows) {
    yield between + JSON.stringify(asDocument === undefined ? row : asDocument(row));
    between = ',\n';
  }
  yield asDocument === undefined ? `\n],"totals":${JSON.stringify(report.totals())}}\n` : '\n]\n';
}

import { tell } from '../deploy/local/refusal.mjs';
import { table } from '../deploy/local/say.mjs';
import { startTestDatabases } from '../deploy/local/test-databases.mjs';
import { bundled } from './matrix/bundle';
import { defects, type Defect } from './matrix/defects';
import { actors, relations } from '../server/src/matrix/grants';
import { step } from './support/step';
import type { Judged, Matrix } from '../server/src/matrix/matrix';

const mostTold = 40;
const usage = 'npm run matrix takes nothing, or -- --rows and names with commas between them.';

/** Every route, room and socket event by everybody about everything, and whether planted mistakes are noticed. */
async function matrix(rows: readonly string[] | undefined): Promise<boolean> {
  const databases = await startTestDatabases();
  Object.assign(process.env, databases.env, { NODE_ENV: 'test' });
  const bundle = await step('Building the server with every mistake planted and asleep', () =>
    bundled(defects),
  );
  try {
    const { startMatrix } = (await import(bundle.file)) as { startMatrix: () => Promise<Matrix> };
    const made = await step('Making two districts and signing everybody in', startMatrix);
    const judged = await step('Asking', () => made.run(rows));
    const wrong = wrongOf(judged);
    tellAll(judged, wrong);
    const planted = rows === undefined ? defects : [];
    const missed = await step('Waking each mistake in turn', () => unnoticed(made, planted));
    for (const name of missed) console.log(`nobody noticed ${name}`);
    await made.stop();
    const caught = `${planted.length - missed.length} of ${planted.length} planted bugs caught`;
    console.log(`\nmatrix: ${judged.length} cells, ${wrong.length} wrong, ${caught}`);
    return wrong.length + missed.length === 0;
  } finally {
    await bundle.remove();
    await databases.stop();
  }
}

/** Mistakes that none of their rows notices, or all where the rows are wrong without one. */
async function unnoticed(made: Matrix, planted: readonly Defect[]): Promise<string[]> {
  const place = globalThis as { planted?: string | undefined };
  const missed: string[] = [];
  for (const { name, rows } of planted) {
    place.planted = name;
    const noticed = wrongOf(await made.look(rows));
    place.planted = undefined;
    if (noticed.length === 0) missed.push(name);
  }
  const after = wrongOf(await made.look(planted.flatMap(({ rows }) => rows)));
  tellWrong(after);
  return after.length === 0 ? missed : planted.map(({ name }) => name);
}

const wrongOf = (judged: readonly Judged[]): Judged[] => judged.filter((cell) => cell.wrong !== null);

function tellAll(judged: readonly Judged[], wrong: readonly Judged[]): void {
  const count = (cells: readonly Judged[], actor: string, relation: string) =>
    cells.filter((cell) => cell.actor === actor && cell.relation === relation).length;
  const rows = actors.map((actor) => [
    actor,
    ...relations.map((relation) => {
      const [all, bad] = [count(judged, actor, relation), count(wrong, actor, relation)];
      return bad === 0 ? all : `${all} (${bad} wrong)`;
    }),
  ]);
  console.log(`\n${table([['Cells', ...relations], ...rows])}\n`);
  tellWrong(wrong);
}

function tellWrong(wrong: readonly Judged[]): void {
  for (const { name, actor, relation, expected, wrong: what } of wrong.slice(0, mostTold))
    console.log(`${name} by ${actor} about ${relation}: expected ${expected}, ${what ?? ''}`);
}

/** The rows to look at; undefined for all. */
function readOptions([option, value, ...rest]: readonly string[]): string[] | undefined {
  if (option === undefined) return undefined;
  if (option !== '--rows' || value === undefined || rest.length > 0) throw new Error(usage);
  return value.split(',');
}

let code = 1;
try {
  code = (await matrix(readOptions(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  console.error(tell(error));
}
// a server that could not be made has left its connections open
process.exit(code);

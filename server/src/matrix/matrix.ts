import { setTimeout as sleep } from 'node:timers/promises';
import { startTestApp } from '../testing/test-app';
import { cellsOf, fits, isAllowed, type Cell } from './cell';
import { keepDatabase, untilQuiet, watchDatabase } from './database';
import { isRead, linesOf, type Line } from './rows';
import type { Answer } from './session';
import { socketCells } from './sockets';
import { foreignIn } from './words';
import { makeWorld, type World } from './world';

/** A cell that was judged; `wrong` says what is wrong with it. */
export interface Judged {
  name: string;
  actor: string;
  relation: string;
  expected: string;
  wrong: string | null;
}

export interface Matrix {
  /** every cell, or those of some rows */
  run(names?: readonly string[]): Promise<Judged[]>;
  /** those of some rows who are to be refused or only read: it changes nothing unless something is wrong */
  look(names: readonly string[]): Promise<Judged[]>;
  stop(): Promise<void>;
}

const sideBySide = 8;
const most = 300;

/** The whole server on real databases, and everybody who could ask it something. */
export async function startMatrix(): Promise<Matrix> {
  const lines = linesOf();
  const app = await startTestApp();
  // a connection must not be closed between two mistakes, just as the next request takes it
  app.app.server.keepAliveTimeout = 600_000;
  const world = await makeWorld(app);
  await untilQuiet();
  const putBack = await keepDatabase();
  const named = (names?: readonly string[]): Line[] =>
    lines
      .filter(({ name }) => names?.includes(name) ?? true)
      .sort((a, b) => Number(a.row.last ?? false) - Number(b.row.last ?? false));
  const look = async (names?: readonly string[]): Promise<Judged[]> => {
    // what follows from the writes before is not the refused ones' doing
    await untilQuiet();
    return [
      ...(await runSockets(app.url, world, names)),
      ...(await runRefused(named(names), world)),
      ...(await runReads(named(names), world)),
    ];
  };
  return {
    look,
    run: async (names) => {
      const judged = await look(names);
      const writes = named(names).filter(({ endpoint }) => !isRead(endpoint));
      for (const line of writes) judged.push(...(await runWrites(line, world, putBack)));
      await untilBack(world);
      return judged;
    },
    stop: () => app.stop(),
  };
}

/** Some rows end sessions, which are put back; what remembers them as ended hears of it a moment later. */
async function untilBack({ actors }: World): Promise<void> {
  const { nobody: _nobody, ...known } = actors;
  for (const { browser } of Object.values(known))
    while ((await browser.send('GET', '/api/v1/me')).status === 401) await sleep(20);
}

async function runSockets(url: string, world: World, names?: readonly string[]): Promise<Judged[]> {
  const { cells, close } = await socketCells(url, world);
  const judged = await inParallel(
    cells.filter(({ name }) => names?.includes(name) ?? true),
    async ({ enter, expected, ...cell }) => {
      const entered = await enter();
      const wrong = entered === expected ? null : entered ? 'was let in' : 'was not let in';
      return { ...cell, expected: expected ? 'in' : 'out', wrong };
    },
  );
  close();
  return judged;
}

/** All who are refused, first: they leave nothing behind. */
async function runRefused(lines: readonly Line[], world: World): Promise<Judged[]> {
  const judged: Judged[] = [];
  const changes = await watchDatabase();
  for (const line of lines) {
    const cells = cellsOf(line, world).filter((cell) => !isAllowed(cell));
    const answers = await inParallel(cells, async (cell) => ({ cell, answer: await cell.send() }));
    const changed = await changes();
    const unlike = unlikeNothing(answers);
    for (const { cell, answer } of answers) {
      const tells = unlike.has(cell) ? 'tells that it is there' : null;
      const wrote = changed.length > 0 ? `somebody refused here wrote into ${changed.join(', ')}` : null;
      judged.push(judge(cell, answer, tells ?? wrote));
    }
  }
  return judged;
}

/** What is elsewhere answers in the same words as what never was; more would tell that it is there. */
function unlikeNothing(answers: readonly { cell: Cell; answer: Answer }[]): Set<Cell> {
  const words = new Map<string, string>();
  const said = ({ body }: Answer): string => body.replace(/"requestId":"[^"]*"/, '');
  for (const { cell, answer } of answers) if (cell.relation === 'never') words.set(cell.actor, said(answer));
  // under the own school's address only what is named in it can be missing
  const comparable = ({ line: { row }, relation }: Cell): boolean =>
    row.strayed === undefined ? ['otherSchool', 'otherDistrict'].includes(relation) : relation === 'strayed';
  const elsewhere = answers.filter(({ cell, answer }) => answer.status === 404 && comparable(cell));
  return new Set(
    elsewhere.flatMap(({ cell, answer }) => {
      const nothing = words.get(cell.actor);
      return nothing === undefined || nothing === said(answer) ? [] : [cell];
    }),
  );
}

function runReads(lines: readonly Line[], world: World): Promise<Judged[]> {
  const cells = lines
    .filter(({ endpoint }) => isRead(endpoint))
    .flatMap((line) => cellsOf(line, world).filter(isAllowed));
  return inParallel(cells, async (cell) => judge(cell, await cell.send()));
}

/** One after the other, each on what there was at first. */
async function runWrites(
  line: Line,
  world: World,
  putBack: (names: readonly string[]) => Promise<void>,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const cell of cellsOf(line, world).filter(isAllowed)) {
    judged.push(judge(cell, await cell.send()));
    await putBack(line.row.again ?? []);
  }
  return judged;
}

function judge(cell: Cell, answer: Answer, also: string | null = null): Judged {
  const { name, actor, relation, expected } = cell;
  const got = `${answer.status} ${answer.body.slice(0, most)}`;
  const foreign = foreignIn(answer.body, cell);
  const wrong = !fits(expected, answer)
    ? `got ${got}`
    : foreign.length > 0
      ? `says ${around(answer.body, foreign[0] ?? '')}`
      : also;
  return { name, actor, relation, expected: String(expected), wrong };
}

function around(body: string, word: string): string {
  const at = body.toLowerCase().indexOf(word);
  return body.slice(Math.max(0, at - most), at + word.length + 20);
}

/** A few at a time, answers in order. */
async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) {
      const item = items[i];
      if (item !== undefined) results[i] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return results;
}

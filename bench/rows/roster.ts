import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { importsContract, type ImportDetails } from '@quad/shared/imports';
import { schoolsContract } from '@quad/shared/schools';
import { MongoClient } from 'mongodb';
import { Server } from '../roster/server';
import { Api } from '../support/api';
import type { Stage } from '../support/stage';
import { step } from '../support/step';
import { generatedRoster } from './roster.file';
import type { Figure, Row } from './row';

const sizes = { small: 5_000, large: 50_000 };
const goal = { growth: 1.5 };

interface Run {
  rows: number;
  changes: number;
  readSeconds: number;
  applySeconds: number;
  againSeconds: number;
  /** MiB of the server, at its highest while it read and applied */
  peak: number;
}

/** A district arrives: its roster is read, compared and applied, and the same file is read again. */
export const roster: Row = {
  name: 'roster',
  async measure(stage: Stage): Promise<Figure[]> {
    const small = await bringIn(stage, sizes.small, 'a');
    const large = await bringIn(stage, sizes.large, 'b');
    const floor = await step(`Inserting ${large.changes} documents by the bare driver`, () =>
      bareInserts(stage, large.changes),
    );
    const people = sizes.large.toLocaleString('en');
    return [
      {
        ...{
          what: `roster of ${people} people (${large.rows} rows) read and compared`,
          unit: 's',
          digits: 1,
        },
        ...{ ours: large.readSeconds, floor, seconds: Math.round(large.readSeconds) },
      },
      {
        ...{ what: `its ${large.changes} changes applied, durable`, unit: 's', digits: 1 },
        ...{ ours: large.applySeconds, floor, seconds: Math.round(large.applySeconds) },
      },
      {
        ...{ what: 'the same file again: nothing to change', unit: 's', digits: 1 },
        ...{ ours: large.againSeconds, floor, seconds: Math.round(large.againSeconds) },
      },
      {
        ...{
          what: `peak memory of the server, floor: with ${sizes.small.toLocaleString('en')} people`,
          unit: 'MiB',
        },
        ...{
          digits: 0,
          ours: large.peak,
          floor: small.peak,
          seconds: Math.round(large.readSeconds + large.applySeconds),
        },
        goal: { text: `≤ ${goal.growth * 100} % of floor`, met: large.peak <= goal.growth * small.peak },
      },
    ];
  },
};

async function bringIn(stage: Stage, people: number, code: string): Promise<Run> {
  const server = await anAdmin(stage, code);
  const { zip, rows } = generatedRoster(people, code);
  const memory = watchMemory(stage.serverPid);
  const seconds = async (text: string, work: () => Promise<ImportDetails>) => {
    const began = performance.now();
    const details = await step(text, work);
    return { details, seconds: (performance.now() - began) / 1_000 };
  };
  const read = () => readIn(server, zip);
  const first = await seconds(`Reading a roster of ${people} people`, read);
  const { importId, changes, refusals } = first.details;
  if (refusals > 0) throw new Error(`${refusals} rows of a generated roster were refused`);
  const applied = await seconds(`Applying its ${changes} changes`, async () => {
    await server.call(importsContract.applyImport, { params: { importId }, body: {} });
    return settled(server, importId, 'applying', 'done');
  });
  const again = await seconds('Reading it again', read);
  if (again.details.changes > 0) throw new Error(`${again.details.changes} changes by the same file again`);
  return {
    ...{ rows, changes, readSeconds: first.seconds, applySeconds: applied.seconds },
    ...{ againSeconds: again.seconds, peak: await memory.stop() },
  };
}

async function anAdmin({ server, operatorKey }: Stage, code: string): Promise<Server> {
  const password = randomBytes(12).toString('base64url');
  const login = `bench.${code}`;
  const api = new Api(server, { connections: 1 });
  try {
    const admin = { givenName: 'Bench', familyName: 'Admin', login, password };
    const body = {
      code: `roster-${code}`,
      name: 'Bench',
      timeZone: 'Europe/London',
      admin,
      adminsNeedSecondFactor: false,
    };
    await api.call(schoolsContract.createDistrict, { body }, { operatorKey });
  } finally {
    api.close();
  }
  const session = new Server(server);
  await session.signIn(login, password);
  return session;
}

async function readIn(server: Server, file: Blob): Promise<ImportDetails> {
  const query = { kind: 'roster' as const, fileName: 'roster.zip' };
  const { importId } = await server.call(importsContract.startImport, { query, file });
  return settled(server, importId, 'reading', 'ready');
}

async function settled(
  server: Server,
  importId: string,
  from: ImportDetails['state'],
  to: ImportDetails['state'],
): Promise<ImportDetails> {
  for (;;) {
    const details = await server.call(importsContract.readImport, { params: { importId } });
    if (details.state === to) return details;
    if (details.state !== from)
      throw new Error(`the import is ${details.state}: ${details.why?.sentence ?? ''}`);
    await sleep(100);
  }
}

function watchMemory(pid: number): { stop(): Promise<number> } {
  const watching = new AbortController();
  const watch = async (): Promise<number> => {
    let peak = 0;
    while (!watching.signal.aborted) {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
      await sleep(50);
    }
    return peak;
  };
  const peak = watch();
  return {
    stop: () => {
      watching.abort();
      return peak;
    },
  };
}

/** As many documents of the shape most changes have, as durable, 500 at a time. @returns seconds */
async function bareInserts({ mongodbUri }: Stage, count: number): Promise<number> {
  const client = new MongoClient(mongodbUri);
  try {
    const copies = client.db('bench_floor').collection<{ _id: string }>('enrolments');
    await copies.createIndexes([
      { key: { classId: 1, pupilId: 1, from: 1 }, unique: true },
      { key: { schoolId: 1, pupilId: 1 } },
    ]);
    const id = (n: number): string => n.toString(16).padStart(24, '0');
    const began = performance.now();
    for (let at = 0; at < count; at += 500) {
      const documents = Array.from({ length: Math.min(500, count - at) }, (_, n) => ({
        ...{ _id: id(at + n), districtId: id(1), schoolId: id(2), classId: id(at), pupilId: id(at + n) },
        ...{ from: '2025-09-01', to: null, rostered: true },
      }));
      await copies.insertMany(documents, { writeConcern: { w: 'majority', journal: true } });
    }
    return (performance.now() - began) / 1_000;
  } finally {
    await client.close();
  }
}

import { randomUUID } from 'node:crypto';
import { MongoClient, type Collection } from 'mongodb';
import { inTurn, type Lane, type Load } from '../support/load';
import type { SavePlan } from './class-saves.load';

const durable = { writeConcern: { w: 'majority' as const, journal: true } };

interface Mark {
  pupil: string;
  code: string | null;
  ver: number;
}

/** As the server writes it; what is not named here is copied as it stands. */
interface Register {
  _id: string;
  schoolId: string;
  epoch: number;
  seq: number;
  tw: number;
  bytes: number;
  status: string;
  digest: string;
  counts: object;
  marks: Mark[];
  log: { mid: string; seq: number; changes: object[] }[];
}

/** The floor: the same durable compare-and-set on a copy of a real register, with nothing decided, checked or told. */
export const bareCompareAndSet: Load<SavePlan> = (plan, lanes) =>
  onCopies<Register>(plan, lanes, 'floor', async (copies, real, count) => {
    // the server keeps these true with every write, so the floor does too
    const indexes = (await real.indexes()).filter(({ name }) => name !== '_id_');
    await copies.createIndexes(indexes.map(({ key, unique = false }) => ({ key, unique })));
    const [template] = await real
      .find({ 'log.0': { $exists: true } })
      .limit(1)
      .toArray();
    const entry = template?.log[0];
    if (template === undefined || entry === undefined)
      throw new Error('no register was saved yet, so there is nothing to copy');
    const fresh = Array.from({ length: count }, () => ({
      ...template,
      _id: randomUUID(),
      classId: randomUUID(),
      seq: 0,
      log: [],
    }));
    await copies.insertMany(fresh, durable);
    return fresh.map((register) => {
      let seq = 0;
      return async () => {
        const { _id, schoolId, epoch, tw, bytes, status, digest, counts, marks } = register;
        const ver = ++seq;
        const set = Object.fromEntries(
          marks.map((mark, place) => [
            `marks.${place}`,
            { ...mark, code: (place + ver) % 10 === 0 ? 'A' : 'P', ver },
          ]),
        );
        const update = {
          $set: { seq: ver, tw, bytes, status, digest, counts, ...set },
          $push: { log: { ...entry, mid: randomUUID(), seq: ver } },
        };
        const { matchedCount } = await copies.updateOne(
          { _id, schoolId, epoch, seq: ver - 1 },
          update,
          durable,
        );
        if (matchedCount !== 1) throw new Error('a compare-and-set of the floor found another seq');
      };
    });
  });

interface MarkDocument extends Mark {
  registerId: string;
}

/** The naive form: a document per mark, thirty updates in one bulk write. Kinder than what is common, a request per mark. */
export const documentPerMark: Load<SavePlan> = (plan, lanes) =>
  onCopies<MarkDocument>(plan, lanes, 'naive', async (copies, real, count) => {
    await copies.createIndexes([{ key: { registerId: 1, pupil: 1 }, unique: true }]);
    const pupils = (await real.findOne())?.marks.map((mark) => mark.pupil) ?? [];
    const registers = Array.from({ length: count }, () => randomUUID());
    await copies.insertMany(
      registers.flatMap((registerId) => pupils.map((pupil) => ({ registerId, pupil, code: null, ver: 0 }))),
    );
    return registers.map((registerId) => {
      let ver = 0;
      return async () => {
        ver += 1;
        const updates = pupils.map((pupil, place) => ({
          updateOne: {
            filter: { registerId, pupil },
            update: { $set: { code: (place + ver) % 10 === 0 ? 'A' : 'P', ver } },
          },
        }));
        const { matchedCount } = await copies.bulkWrite(updates, { ordered: false, ...durable });
        if (matchedCount !== pupils.length)
          throw new Error(`a naive save found ${matchedCount} of ${pupils.length} marks`);
      };
    });
  });

/** As many registers as ours has, in a database of their own, made anew for each run. */
async function onCopies<D extends object>(
  { mongodbUri, teachers, days }: SavePlan,
  lanes: number,
  name: string,
  fill: (copies: Collection<D>, real: Collection<Register>, count: number) => Promise<Lane[]>,
): Promise<{ lanes: Lane[]; close(): Promise<void> | void }> {
  const client = new MongoClient(mongodbUri, { maxPoolSize: lanes });
  const copies = client.db(`bench_${name}`).collection<D>('registers');
  await copies.drop();
  const work = await fill(
    copies,
    client.db().collection<Register>('registers'),
    teachers.length * days.length,
  );
  return { lanes: inTurn(work, lanes), close: () => client.close() };
}

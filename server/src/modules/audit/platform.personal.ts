import { AuditModel } from '../../platform/audit/audit.model';
import { IdempotencyModel } from '../../platform/http/idempotency.model';
import {
  ImportChangeModel,
  ImportModel,
  ImportRefusalModel,
  type ImportRecord,
} from '../../platform/imports/import.model';
import { MailModel, type MailRecord } from '../../platform/mail/mail.model';
import { documentsOf, names, type Forgotten, type PersonalData } from '../../platform/personal/personal-data';
import { ErasureModel } from './erasure.model';

const perDelete = 500;

/** What the platform itself keeps about people, which knows no module. */
export const platformPersonal: PersonalData[] = [
  {
    collection: 'mails',
    rows: ({ personId, districtId }) => documentsOf(MailModel, { districtId, personId }),
    forget: async (person) => {
      const { districtId } = person;
      const mails = MailModel.find({ districtId }).sort({ at: -1 }).lean<MailRecord>().cursor();
      for await (const found of mails) {
        const { _id, personId, to, subject, text } = found;
        if (personId === person.personId)
          await MailModel.updateOne({ _id }, { $set: { to: '-', subject: '-', text: null } });
        else if (names(person, [to, subject, text ?? ''].join('\n')))
          await MailModel.updateOne({ _id }, { $set: { subject: '-', text: null } });
      }
    },
  },
  {
    // it holds ids alone, and stays
    collection: 'audit',
    rows: ({ personId, districtId }) =>
      documentsOf(AuditModel, { districtId, things: personId }, { things: 0 }),
  },
  {
    collection: 'erasures',
    rows: ({ personId }) => documentsOf(ErasureModel, { _id: personId }, { words: 0 }),
  },
  {
    collection: 'import_changes',
    // lines of files that are gone within a month: what came of them stands with the person
    rows: async function* () {},
    forget: forgetLines,
  },
  {
    collection: 'idempotency_keys',
    rows: async function* () {},
    // nothing tells whose they are about; they are those of one day, and this is seldom
    forget: async (person) => {
      for await (const found of documentsOf(IdempotencyModel, { body: { $ne: null } })) {
        const { _id, body } = found as { _id: string; body: string };
        if (names(person, body))
          await IdempotencyModel.updateOne({ _id }, { $set: { body: null, isKept: false } });
      }
    },
  },
];

/** Not those of a file that still waits: its lines are counted, and it speaks of people as they are to be. */
async function forgetLines(person: Forgotten): Promise<void> {
  const { districtId } = person;
  const over = await ImportModel.find(
    { districtId, state: { $nin: ['reading', 'ready', 'applying', 'interrupted'] } },
    { _id: 1 },
  ).lean<ImportRecord[]>();
  const importId = { $in: over.map(({ _id }) => _id) };
  await forgetIn(
    person,
    () => documentsOf(ImportChangeModel, { importId }),
    (ids) => ImportChangeModel.deleteMany({ _id: { $in: ids } }),
  );
  await forgetIn(
    person,
    () => documentsOf(ImportRefusalModel, { importId }),
    (ids) => ImportRefusalModel.deleteMany({ _id: { $in: ids } }),
  );
}

async function forgetIn(
  person: Forgotten,
  lines: () => AsyncIterable<unknown>,
  remove: (ids: string[]) => Promise<unknown>,
): Promise<void> {
  let found: string[] = [];
  for await (const line of lines()) {
    if (!names(person, JSON.stringify(line))) continue;
    found.push((line as { _id: string })._id);
    if (found.length < perDelete) continue;
    await remove(found);
    found = [];
  }
  if (found.length > 0) await remove(found);
}

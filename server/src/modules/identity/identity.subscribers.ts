import { documentOf } from '../../platform/database/document-of';
import type { Subscriber } from '../../platform/module';
import { hinting } from '../../platform/realtime/stale';
import { childrenTag } from './guardians';
import { knownPerson, personTag } from './people';
import { sessionTag } from './sessions';
import { MembershipModel, type Guardianship, type MembershipRecord } from './person.model';

/** A session that ended closes its sockets and is forgotten by every cache, on every process, as soon as it is committed. */
export const identitySubscribers: Subscriber[] = [
  {
    collections: ['sessions'],
    async handle(change, { cache, live }) {
      if (change.operationType !== 'delete' && change.operationType !== 'update') return;
      const id = String(change.documentKey._id);
      const shown = change.operationType === 'update' ? (change.updateDescription.updatedFields ?? {}) : null;
      // an exchanged refresh token changes nothing that is cached
      if (shown !== null && !('provedAt' in shown) && !('secondFactor' in shown)) return;
      await cache.forget([sessionTag(id)]);
      // with a second factor an admin's roles wake or fall asleep: rooms are joined anew or left at once
      if (shown === null || 'secondFactor' in shown) live.disconnect(`session:${id}`);
    },
  },
  {
    collections: ['people'],
    async handle(change, { cache, live }) {
      if (!('documentKey' in change)) return;
      const personId = String(change.documentKey._id);
      await cache.forget([personTag(personId)]);
      const isBarred = documentOf(change)?.disabled === true;
      if (isBarred) live.disconnect(`person:${personId}`);
    },
  },
  {
    collections: ['memberships'],
    async handle(change, { cache, live }) {
      if (change.operationType === 'insert') {
        const { personId } = change.fullDocument as unknown as MembershipRecord;
        return cache.forget([personTag(personId)]);
      }
      if (change.operationType !== 'update' && change.operationType !== 'replace') return;
      const record = await MembershipModel.findById(change.documentKey._id).lean<MembershipRecord>();
      if (record === null) return;
      await cache.forget([personTag(record.personId)]);
      // whoever loses a role leaves every room; the client comes back at once and is let into what it may still see
      live.disconnect(`person:${record.personId}`);
    },
  },
  {
    collections: ['guardianships'],
    async handle(change, { cache, live }) {
      const record = documentOf(change) as Guardianship | null;
      if (record === null) return;
      await cache.forget([childrenTag(record.guardianId)]);
      // a child gained or lost: its rooms are joined anew or left at once
      live.disconnect(`person:${record.guardianId}`);
    },
  },
  hinting(['memberships'], ({ personId, schoolId, districtId }) => [
    `me:${String(personId)}`,
    schoolId === null ? `schools:${String(districtId)}` : `people:${String(schoolId)}`,
  ]),
  hinting(['person_codes'], ({ schoolId, districtId }) => [
    schoolId === null ? `schools:${String(districtId)}` : `people:${String(schoolId)}`,
  ]),
  hinting(['guardianships'], ({ guardianId, schoolId }) => [
    `me:${String(guardianId)}`,
    `people:${String(schoolId)}`,
  ]),
  hinting(['people'], async ({ _id, districtId }, platform) => {
    const own = [`me:${String(_id)}`];
    // an import writes tens of thousands: whose school they are is looked up where anybody looks at a list
    if (platform.live.rooms('people:').length === 0 && platform.live.rooms('schools:').length === 0)
      return own;
    const schools = (await knownPerson(String(_id), platform))?.memberships ?? [];
    const lists = schools.map(({ schoolId }) =>
      schoolId === null ? `schools:${String(districtId)}` : `people:${schoolId}`,
    );
    return [...own, ...new Set(lists)];
  }),
];

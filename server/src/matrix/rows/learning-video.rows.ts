import type { videoContract } from '@quad/shared/learning';
import { expiryAt, sealTicket } from '../../modules/learning/video/ticket';
import {
  asked,
  courseMakers,
  courseStaff,
  everyone,
  learners,
  self,
  type Actor,
  type Relation,
} from '../grants';
import type { Ask, Row, RowsOf } from '../row';
import type { Thing } from '../world';

const reading = { about: 'class', may: courseStaff } satisfies Row;
const making = {
  ...{ about: 'class', may: courseMakers },
  again: ['videos', 'file_rooms', 'transcodes', 'captions'],
} satisfies Row;
/** Only whoever announced a file sends its bytes: the teacher, whatever an admin may else. */
const uploading = { ...making, may: { ...courseMakers, schoolAdmin: [] } } satisfies Row;
/** Whoever learns, and whoever makes the course; what somebody may not learn is not there. */
const watching = {
  ...{ about: 'class', refused: 404 },
  may: { ...asked(everyone), ...courseStaff, ...learners },
} satisfies Row;

const spare = ({ spareVideoId }: Thing): Ask => ({ params: { videoId: spareVideoId } });
const english = { params: { lang: 'en' } };
const vtt = 'WEBVTT\n\n00:00.000 --> 00:01.000\nBye';
const tus = { 'tus-resumable': '1.0.0' };
const offset = { ...tus, 'upload-offset': '0' };
const film = ({ videoLessonId }: Thing): Ask => ({ params: { lessonId: videoLessonId } });
const makes = (actor: Actor, relation: Relation): boolean =>
  ((courseMakers as Partial<Record<Actor, readonly Relation[]>>)[actor] ?? []).includes(relation);

/** The playlist of the lesson's video, by an address made out to that person. */
function addressFor(personId: string, { courseId, videoId, videoLessonId: lessonId, mediaKeys }: Thing): Ask {
  const ticket = { videoId, lessonId, courseId, personId, expires: expiryAt(Date.now()) };
  return { params: { ticket: sealTicket(ticket, mediaKeys), file: 'master.m3u8' } };
}

export const videoRows: RowsOf<typeof videoContract> = {
  videos: reading,
  video: reading,
  addVideo: { ...making, ask: () => ({ body: { name: 'Another film', bytes: 10 } }) },
  changeVideo: { ...making, ask: () => ({ body: { version: 0, name: 'The film' } }) },
  removeVideo: { ...making, ask: spare },
  uploadState: { ...uploading, ask: (thing) => ({ ...spare(thing), headers: tus }) },
  uploadPart: {
    ...uploading,
    ask: (thing) => ({
      ...{ ...spare(thing), headers: offset },
      file: { type: 'application/offset+octet-stream', content: 'x' },
    }),
  },
  captions: { ...reading, ask: () => english },
  setCaptions: { ...making, ask: () => ({ ...english, body: { label: 'English', vtt, version: 1 } }) },
  removeCaptions: { ...making, ask: () => english },
  transcodes: reading,
  // nothing failed
  retryTranscode: { ...making, but: (actor, relation) => (makes(actor, relation) ? 409 : undefined) },
  playback: { ...watching, ask: film },
  preview: reading,
  media: [
    // an address of one's own is not enough
    { ...watching, ask: (thing, { personId }) => addressFor(personId, thing) },
    // another person's is of no use to anybody
    {
      ...{ about: 'pupil', may: { ...asked(everyone), ...self }, refused: 404 },
      ask: (thing) => addressFor(thing.pupilId, thing),
    },
  ],
};

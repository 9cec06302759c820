import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Playback, Transcode, Video } from '@quad/shared/learning';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../../platform/database/connect';
import { FileRoomModel } from '../../../platform/files/file-room.model';
import { Context } from '../../../platform/http/context';
import type { Platform } from '../../../platform/platform';
import { findNginx, startNginx } from '../../../testing/nginx';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { districtOf } from '../../schools';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { enrolmentId } from '../course-access';
import { CourseEnrolmentModel, CourseModel, LessonContentModel, type CourseRecord } from '../course.model';
import { aCourse, usualBodies, type ACourse } from '../learning.builders';
import { addDemoFilm } from './demo-film';
import { folderOf, videosIn } from './folders';
import { runTranscode } from './run-transcode';
import { onSegments, type SegmentsSent } from './segments';
import { sweepVideos } from './sweep-videos.job';
import { openTicket, sealTicket } from './ticket';
import { TranscodeModel, VideoModel, type TranscodeRecord, type VideoRecord } from './video.model';

/** Real films; where they are not, one of the same size is drawn. */
const films = resolve(import.meta.dirname, '../../../../../../shared/data/video');

let test: TestApp;
let school: ASchool;
let course: ACourse;
let teacher: Agent;
let student: Agent;
let base: string;
let studentId: string;
let standing: Promise<string> | undefined;

beforeAll(async () => {
  test = await startTestApp();
  if (test.app.platform.config.ffmpeg === undefined)
    throw new Error(
      'The tests of videos want ffmpeg and ffprobe on PATH, or named in QUAD_FFMPEG and QUAD_FFPROBE.',
    );
  school = await aSchool(test.app.platform, { password });
  course = await aCourse(school);
  base = `/api/v1/courses/${course.courseId}`;
  [teacher, student] = await Promise.all([test.signIn(school.teacher), test.signIn(school.student)]);
  studentId = school.pupils[0] ?? '';
});
afterAll(() => test.stop());

async function drawn(size: string, seconds: number): Promise<Buffer> {
  const path = join(await mkdtemp(join(tmpdir(), 'quad-film-')), 'film.mp4');
  const [picture, sound] = [`testsrc=size=${size}:rate=10:duration=${seconds}`, `sine=duration=${seconds}`];
  execFileSync(test.app.platform.config.ffmpeg?.ffmpeg ?? '', [
    ...['-v', 'error', '-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', path],
  ]);
  return readFileSync(path);
}

const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const tus = { 'Tus-Resumable': '1.0.0' };

async function announce(bytes: Buffer, more: object = {}): Promise<{ video: Video; upload: string }> {
  const answer = await teacher.post(`${base}/videos`).send({ name: 'A film', bytes: bytes.length, ...more });
  expect(answer.status, answer.text).toBe(200);
  return answer.body as { video: Video; upload: string };
}

function send(upload: string, bytes: Buffer, offset = 0, who = teacher) {
  return who
    .patch(upload)
    .set({ ...tus, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' })
    .send(bytes);
}

async function uploaded(bytes: Buffer, more: object = {}): Promise<string> {
  const { video, upload } = await announce(bytes, more);
  expect((await send(upload, bytes)).status).toBe(204);
  return video.videoId;
}

const look = async (videoId: string): Promise<Video> =>
  (await teacher.get(`${base}/videos/${videoId}`)).body as Video;
const settled = (videoId: string): Promise<Video> =>
  eventually(async () => {
    const video = await look(videoId);
    return (video.state === 'ready' || video.state === 'failed') && video;
  });
/** One for all tests that need no more than one that is ready. */
const aFilm = (): Promise<string> =>
  (standing ??= (async () => (await settled(await uploaded(await drawn('640x360', 1)))).videoId)());
const roomTaken = async (): Promise<number> =>
  (await FileRoomModel.findById(school.schoolId).lean())?.bytes ?? 0;

async function show(videoId: string | null): Promise<void> {
  const body = { ...usualBodies.video, videoId };
  await LessonContentModel.updateOne({ _id: course.lessons.video }, { $set: { draft: body, live: body } });
}

async function play(videoId: string, who = student): Promise<Playback> {
  await show(videoId);
  return eventually(async () => {
    const answer = await who.get(`${base}/lessons/${course.lessons.video}/playback`);
    return (answer.body as Playback).videoId === videoId && (answer.body as Playback);
  });
}

async function text(address: string, who = student): Promise<string> {
  const answer = await who.get(address).buffer(true);
  expect(answer.status, address).toBe(200);
  return answer.text || (answer.body as Buffer).toString();
}

const range = (address: string, asked: string, more: object = {}) =>
  student
    .get(address)
    .set({ Range: asked, ...more })
    .responseType('blob');

describe('a video', () => {
  it('is uploaded in pieces over a line that breaks, made ready in every size it has, and played by ranges', async () => {
    const bytes = await drawn('640x360', 11);
    const { video, upload } = await announce(bytes, { sha256: sha(bytes) });
    expect(video).toMatchObject({ state: 'uploading', received: 0, bytes: bytes.length });
    await cutOff(upload, bytes.subarray(0, Math.floor(bytes.length / 2)), bytes.length);
    const offsetNow = async (): Promise<number> => {
      const state = await teacher.head(upload).set(tus);
      const told = { 'upload-length': String(bytes.length), 'cache-control': 'no-store' };
      expect(state.headers).toMatchObject(told);
      return Number(state.headers['upload-offset']);
    };
    expect(await offsetNow()).toBeLessThan(bytes.length);
    expect((await send(upload, bytes.subarray(0, 10), bytes.length)).status).toBe(409);
    // what was on its way to the disk when the line broke may still arrive: whoever is told so asks again
    const rest = await eventually(async () => {
      const offset = await offsetNow();
      const sent = await send(upload, bytes.subarray(offset), offset);
      return sent.status !== 409 && sent;
    });
    expect(rest).toMatchObject({ status: 204, headers: { 'upload-offset': String(bytes.length) } });

    const { videoId } = video;
    const ready = await settled(videoId);
    expect(ready).toMatchObject({
      state: 'ready',
      sha256: sha(bytes),
      width: 640,
      height: 360,
      rungs: [240, 360],
    });
    expect(Math.round(ready.duration ?? 0)).toBe(11);

    const told: SegmentsSent[] = [];
    const stop = onSegments((sent) => sent.videoId === videoId && told.push(sent));
    const { hls, source, poster, why } = await play(videoId);
    expect({ source, why }).toEqual({ source: null, why: null });
    const master = await text(hls ?? '');
    expect(master.match(/RESOLUTION=\S+?,CODECS="avc1\.[0-9a-f]{6},mp4a\.40\.2"/g)?.length).toBe(2);
    const folder = (hls ?? '').replace('master.m3u8', '');
    const playlists = await Promise.all([240, 360].map((rung) => text(`${folder}${rung}.m3u8`)));
    const cuts = playlists.map((playlist) =>
      [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].map(([, s]) => Number(s)),
    );
    expect(cuts).toEqual([
      [4, 4, expect.closeTo(3, 1)],
      [4, 4, expect.closeTo(3, 1)],
    ]);

    const [, length = '', from = ''] =
      /#EXTINF:4.*\n#EXT-X-BYTERANGE:(\d+)@(\d+)\n(?=240.mp4\n#EXTINF:3)/.exec(playlists[0] ?? '') ?? [];
    const last = Number(from) + Number(length) - 1;
    const part = await range(`${folder}240.mp4`, `bytes=${from}-${last}`);
    const record = await VideoModel.findById(videoId).lean<VideoRecord>();
    const made = readFileSync(join(folderOf(record!, test.app.platform.config), '240-1.mp4'));
    expect(part.status).toBe(206);
    expect((part.body as Buffer).equals(made.subarray(Number(from), last + 1))).toBe(true);
    expect(part.headers['cache-control']).toMatch(/^private, max-age=\d+, immutable$/);
    expect(part.headers['content-type']).toBe('video/mp4');
    expect(told.flatMap(({ segments }) => segments)).toEqual([1]);
    expect(told[0]).toMatchObject({
      personId: studentId,
      lessonId: course.lessons.video,
      ...{ courseId: course.courseId },
    });

    const etag = String(part.headers.etag);
    expect((await range(`${folder}240.mp4`, 'bytes=0-9', { 'If-Range': '"another"' })).status).toBe(200);
    expect((await range(`${folder}240.mp4`, 'bytes=0-9', { 'If-Range': etag })).status).toBe(206);
    expect((await range(`${folder}240.mp4`, `bytes=${made.length}-`)).status).toBe(416);
    expect((await range(`${folder}240.mp4`, 'bytes=0-9,20-29')).status).toBe(200);
    expect((await student.get(`${folder}240.mp4`).set('If-None-Match', etag)).status).toBe(304);
    expect((await student.get(`${folder}1080.mp4`)).status).toBe(404);
    told.length = 0;
    expect((await student.head(`${folder}360.mp4`)).status).toBe(200);
    // two answers that meet make whole what is half in each
    const [, size = '', at = ''] = /#EXT-X-BYTERANGE:(\d+)@(\d+)/.exec(playlists[1] ?? '') ?? [];
    const middle = Number(at) + 1_000;
    await range(`${folder}360.mp4`, `bytes=${at}-${middle}`);
    expect(told).toEqual([]);
    await range(`${folder}360.mp4`, `bytes=${middle + 1}-${Number(at) + Number(size) - 1}`);
    expect(told.flatMap(({ segments }) => segments)).toEqual([0]);
    stop();
    expect((await student.get(poster ?? '')).headers['content-type']).toBe('image/jpeg');
    expect(await play(videoId)).toMatchObject({ hls });
  });

  it('of a small film is made in its own size only; what is no film, or another one, is refused and gives its room back', async () => {
    const real = join(films, 'rabbit-320x240.mp4');
    const bytes = existsSync(real) ? readFileSync(real) : await drawn('320x240', 8);
    const small = await settled(await uploaded(bytes));
    expect(small).toMatchObject({ state: 'ready', rungs: [240], sha256: sha(bytes) });
    const taken = await roomTaken();
    const playlist = Buffer.from('#EXTM3U\n#EXTINF:4,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n');
    for (const junk of [Buffer.from('not a film at all'), playlist]) {
      const refused = await settled(await uploaded(junk));
      expect(refused).toMatchObject({ state: 'failed', why: expect.stringContaining('no video') as string });
      expect(await roomTaken()).toBe(taken);
      const record = await VideoModel.findById(refused.videoId).lean<VideoRecord>();
      await eventually(() => !existsSync(folderOf(record!, test.app.platform.config)));
      const probe = await TranscodeModel.findOne({ videoId: refused.videoId }).lean();
      expect((await teacher.post(`${base}/transcodes/${probe?._id ?? ''}/retry`).send({})).status).toBe(409);
    }
    const damaged = await settled(await uploaded(bytes, { sha256: 'a'.repeat(64) }));
    expect(damaged).toMatchObject({
      state: 'failed',
      why: expect.stringContaining('changed on its way') as string,
    });
  });

  it('is worked on by another when a worker is gone, and what failed is tried again alone', async () => {
    const videoId = await aFilm();
    // what a worker that was killed leaves behind: its half of a file, and a lease that has ended
    const left = {
      state: 'running',
      progress: 0.5,
      tries: 1,
      run: 1,
      nextAt: new Date(Date.now() - 1),
    } as const;
    await VideoModel.updateOne(
      { _id: videoId },
      { $pull: { rungs: { rung: 240 } }, $set: { state: 'playable' } },
    );
    await TranscodeModel.updateOne({ videoId, what: '240' }, { $set: left });
    await eventually(async () => (await look(videoId)).rungs.includes(240));
    const record = await VideoModel.findById(videoId).lean<VideoRecord>();
    const folder = folderOf(record!, test.app.platform.config);
    expect(readdirSync(folder).filter((name) => name.startsWith('240-'))).toEqual([
      '240-2.m3u8',
      '240-2.mp4',
    ]);

    const failed = { state: 'failed', tries: 3, log: 'No space left' } as const;
    await VideoModel.updateOne({ _id: videoId }, { $pull: { rungs: { rung: 360 } } });
    await TranscodeModel.updateOne({ videoId, what: '360' }, { $set: failed });
    const { rows } = (await teacher.get(`${base}/transcodes?state=failed`)).body as { rows: Transcode[] };
    const job = rows.find((each) => each.videoId === videoId);
    expect(job).toMatchObject({ what: '360', video: 'A film', log: 'No space left' });
    const others = () => TranscodeModel.find({ videoId, what: { $ne: '360' } }, { run: 1 }).lean();
    const before = await others();
    const retry = () => teacher.post(`${base}/transcodes/${job?.transcodeId ?? ''}/retry`).send({});
    const answers = await Promise.all([retry(), retry()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await eventually(async () => (await look(videoId)).rungs.includes(360));
    expect(await others()).toEqual(before);
    expect(await look(videoId)).toMatchObject({ state: 'ready', rungs: [240, 360] });
  });

  it('plays as it was uploaded where there is no ffmpeg, and says so', async () => {
    const { dataDir } = test.app.platform.config;
    const bytes = await drawn('320x240', 3);
    const { video } = await announce(bytes);
    const record = await VideoModel.findById(video.videoId).lean<VideoRecord>();
    await mkdir(folderOf(record!, { dataDir }), { recursive: true });
    await writeFile(join(folderOf(record!, { dataDir }), 'source'), bytes);
    await VideoModel.updateOne({ _id: video.videoId }, { $set: { state: 'probing' } });
    const transcode: TranscodeRecord = {
      ...{
        _id: newId(),
        districtId: school.districtId,
        schoolId: school.schoolId,
        courseId: course.courseId,
      },
      ...{ videoId: video.videoId, what: 'probe', order: 0, state: 'running', progress: 0, tries: 1, run: 1 },
      ...{ nextAt: new Date(Date.now() + 60_000), madeAt: 0, startedAt: 0, doneAt: null, log: '' },
    };
    await TranscodeModel.create(transcode);
    const bare = { dataDir, ffmpeg: undefined };
    await runTranscode(transcode, bare, new AbortController().signal, () => undefined);
    expect(await look(video.videoId)).toMatchObject({ state: 'ready', width: 320, height: 240, rungs: [] });
    const told: number[] = [];
    const stop = onSegments(({ segments }) => told.push(...segments));
    const { hls, source, why, duration } = await play(video.videoId);
    expect({ hls, type: source?.type, seconds: Math.round(duration) }).toEqual({
      hls: null,
      type: 'video/mp4',
      seconds: 3,
    });
    expect(why).toContain('as it was uploaded');
    expect((await range(source?.url ?? '', 'bytes=0-')).status).toBe(206);
    expect(told).toEqual([0]);
    stop();
  });

  it('of the demo is drawn on the spot and brought in as an upload that is complete; without ffmpeg there is none', async () => {
    const { courseId } = course;
    const { platform } = test.app;
    const before = await roomTaken();
    const videoId = (await addDemoFilm(await asTeacher(platform), courseId, 'A bar is cut')) ?? '';
    const video = await look(videoId);
    expect(video).toMatchObject({ name: 'A bar is cut', received: video.bytes, why: null });
    expect(video).toMatchObject({ captions: [{ lang: 'en', cues: 4 }], chapters: [{ at: 0 }, { at: 12 }] });
    expect(['probing', 'working', 'playable', 'ready']).toContain(video.state);
    expect(await roomTaken()).toBeGreaterThanOrEqual(before + video.bytes);
    expect(await TranscodeModel.exists({ videoId, what: 'probe' })).not.toBeNull();
    expect(await settled(videoId)).toMatchObject({ state: 'ready', duration: 24, rungs: [240, 360] });

    const bare = { ...platform, config: { ...platform.config, ffmpeg: undefined } };
    expect(await addDemoFilm(await asTeacher(bare), courseId, 'None')).toBeNull();
  });
});

describe('the address of a part of a video', () => {
  it('holds for one person, for some hours, while the lesson is open to them', async () => {
    const videoId = await aFilm();
    const { hls } = await play(videoId);
    const address = hls ?? '';
    const [, ticket = ''] = /media\/([^/]+)\//.exec(address) ?? [];
    const { keys } = test.app.platform.secrets;
    const opened = openTicket(ticket, keys, Date.now());
    if (opened === null) throw new Error('a ticket of ours');
    const others = {
      tampered: ticket.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      expired: sealTicket({ ...opened, expires: Math.floor(Date.now() / 1_000) - 1 }, keys),
      anothers: sealTicket({ ...opened, personId: school.pupils[1] ?? '' }, keys),
      otherVideo: sealTicket({ ...opened, videoId: newId() }, keys),
    };
    for (const [name, other] of Object.entries(others))
      expect((await student.get(address.replace(ticket, other))).status, name).toBe(404);
    expect((await teacher.get(address)).status).toBe(404);
    expect((await test.anonymous.get(address)).status).toBe(401);
    expect((await student.get(address)).status).toBe(200);
    const preview = (await teacher.get(`${base}/videos/${videoId}/playback`)).body as Playback;
    expect((await teacher.get(preview.hls ?? '')).status).toBe(200);

    const _id = enrolmentId(course.courseId, studentId);
    await CourseEnrolmentModel.updateOne({ _id }, { $set: { active: false } });
    await eventually(async () => (await student.get(address)).status === 404);
    await CourseEnrolmentModel.updateOne({ _id }, { $set: { active: true } });
    await eventually(async () => (await student.get(address)).status === 200);
    const lock = (release: object[]) =>
      CourseModel.collection.updateOne(
        { live: { $elemMatch: { id: course.moduleId } } },
        { $set: { 'live.0.lessons.$[lesson].release': release } },
        { arrayFilters: [{ 'lesson.id': course.lessons.video }] },
      );
    await lock([{ kind: 'from', at: Date.now() + 1e12 }]);
    const locked = await eventually(async () => {
      const answer = await student.get(address);
      return answer.status === 403 && answer;
    });
    expect(locked.body).toMatchObject({ code: 'lesson_locked' });
    await lock([]);
    await eventually(async () => (await student.get(address)).status === 200);
    // an hour of grace would be an hour of watching what is locked
    await show(null);
    await eventually(async () => (await student.get(address)).status === 404);
  });
});

const nginx = findNginx();
it.skipIf(nginx === undefined)(
  'is sent by nginx where it stands in front, after the same check (skipped: no nginx on PATH)',
  async () => {
    const { config } = test.app.platform;
    const { videoId, hls } = await play(await aFilm());
    const front = await startNginx(nginx ?? '', test.url, videosIn(config));
    config.accel = '/quad-videos/';
    const told: number[] = [];
    const stop = onSegments(({ segments }) => told.push(...segments));
    try {
      const address = `${front.url}${(hls ?? '').replace('master.m3u8', '240.mp4')}`;
      const cookie = await cookiesOf(school.student);
      const part = await fetch(address, { headers: { cookie, range: 'bytes=10-99' } });
      const record = await VideoModel.findById(videoId).lean<VideoRecord>();
      const file = record?.rungs[0]?.file ?? '';
      const made = readFileSync(join(videosIn(config), school.schoolId, videoId, `${file}.mp4`));
      expect(part.status).toBe(206);
      expect(Buffer.from(await part.arrayBuffer()).equals(made.subarray(10, 100))).toBe(true);
      expect(Object.fromEntries(part.headers)).toMatchObject({
        ...{ 'content-type': 'video/mp4', 'x-content-type-options': 'nosniff' },
        'cache-control': expect.stringMatching(/^private, max-age=\d+, immutable$/) as string,
      });
      expect(told).toEqual([]);
      const whole = await fetch(address, { headers: { cookie, range: 'bytes=0-9,20-29' } });
      expect([whole.status, (await whole.arrayBuffer()).byteLength]).toEqual([200, made.length]);
      expect(told).toEqual([0]);
      expect((await fetch(address)).status).toBe(401);
      // nobody gets around the check
      const direct = `${front.url}/quad-videos/${school.schoolId}/${videoId}/${file}.mp4`;
      expect((await fetch(direct, { headers: { cookie } })).status).toBe(404);
    } finally {
      stop();
      config.accel = undefined;
      await front.stop();
    }
  },
);

describe('captions, chapters and names', () => {
  it('are changed by one at a time, told what is wrong by its line, and leave with the video, which leaves when no lesson shows it', async () => {
    const before = await roomTaken();
    const { video } = await announce(Buffer.alloc(1_000));
    const own = `${base}/videos/${video.videoId}`;
    const put = (version: number, vtt: string) =>
      teacher.put(`${own}/captions/en`).send({ label: 'English', version, vtt });
    const wrong = await put(0, 'WEBVTT\n\n00:00,000 --> 00:01,000\nHello');
    expect(wrong).toMatchObject({ status: 422, body: { about: { line: '3' }, errors: [{ field: 'vtt' }] } });
    const vtt = 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello <script>x</script>';
    expect((await put(0, vtt)).body).toMatchObject({ captions: [{ lang: 'en', version: 1, cues: 1 }] });
    expect((await put(0, vtt)).status).toBe(409);
    expect((await Promise.all([put(1, vtt), put(1, vtt)])).map(({ status }) => status).sort()).toEqual([
      200, 409,
    ]);
    expect((await teacher.get(`${own}/captions/en`)).body).toMatchObject({
      ...{ version: 2, vtt: 'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nHello x\n' },
    });
    const { captions } = await play(video.videoId);
    expect(await text(captions[0]?.url ?? '')).toContain('Hello x');

    const change = (body: object) => teacher.patch(own).send(body);
    const chapters = [
      { at: 20, title: 'Two' },
      { at: 0, title: 'One' },
    ];
    expect((await change({ version: 0, name: 'New', chapters })).body).toMatchObject({
      ...{ name: 'New', version: 1, chapters: [{ at: 0 }, { at: 20 }] },
    });
    expect((await change({ version: 0, name: 'Late' })).status).toBe(409);

    expect((await teacher.delete(own)).status).toBe(409);
    await show(null);
    expect((await teacher.delete(`${own}/captions/en`)).body).toMatchObject({ captions: [] });
    expect((await teacher.delete(own)).status).toBe(204);
    expect((await teacher.get(own)).status).toBe(404);
    expect(await roomTaken()).toBe(before);

    const abandoned = await announce(Buffer.alloc(1_000));
    expect((await send(abandoned.upload, Buffer.alloc(10))).status).toBe(204);
    const _id = abandoned.video.videoId;
    await VideoModel.updateOne({ _id }, { $set: { touchedAt: Date.now() - 25 * 3_600_000 } });
    await sweepVideos.run(test.app.platform);
    expect(await roomTaken()).toBe(before);
    expect((await teacher.head(abandoned.upload).set(tus)).status).toBe(404);
    const left = await VideoModel.findById(_id).lean<VideoRecord>();
    expect(existsSync(folderOf(left!, test.app.platform.config))).toBe(false);
  });
});

describe('who may', () => {
  it('is asked of each step: makers upload what they announced, others see, the rest finds nothing', async () => {
    const { upload } = await announce(Buffer.alloc(100));
    const admin = await test.signIn(school.admin);
    const colleague = await test.signIn(school.colleague);
    const stranger = await aSchool(test.app.platform, { password, districtId: school.districtId });
    const outsider = await test.signIn(stranger.teacher);
    const body = { name: 'x', bytes: 1 };
    const statuses = async (who: Agent) => [
      (await who.get(`${base}/videos`)).status,
      (await who.post(`${base}/videos`).send(body)).status,
      (await send(upload, Buffer.alloc(1), 0, who)).status,
    ];
    expect((await test.anonymous.get(`${base}/videos`)).status).toBe(401);
    expect(await statuses(student)).toEqual([403, 403, 403]);
    expect(await statuses(colleague)).toEqual([403, 403, 403]);
    expect(await statuses(outsider)).toEqual([404, 404, 404]);
    expect(await statuses(admin)).toEqual([200, 403, 403]);
    expect((await send(upload, Buffer.alloc(101))).status).toBe(413);
    expect((await teacher.patch(upload).send('x')).status).toBe(400);
    const most = test.app.platform.config.schoolFileBytes;
    await FileRoomModel.updateOne({ _id: school.schoolId }, { $set: { bytes: most } });
    expect((await teacher.post(`${base}/videos`).send(body)).body).toMatchObject({ code: 'no_room' });
  });
});

/** Sends so much and is gone, as a phone is that loses its network. */
async function cutOff(upload: string, bytes: Buffer, whole: number): Promise<void> {
  const cookies = await cookiesOf(school.teacher);
  await new Promise<void>((done) => {
    const request = httpRequest(`${test.url}${upload}`, {
      method: 'PATCH',
      headers: {
        ...{ ...tus, cookie: cookies, 'content-length': whole, 'upload-offset': '0' },
        'content-type': 'application/offset+octet-stream',
      },
    });
    request.on('error', () => done()).on('close', () => done());
    request.write(bytes, () => setTimeout(() => request.destroy(), 50));
  });
}

/** The teacher as a use case is asked without a request. */
async function asTeacher(platform: Platform): Promise<Context> {
  const { districtId, schoolId } = school;
  const personId = (await CourseModel.findById(course.courseId).lean<CourseRecord>())?.createdBy ?? '';
  const actor = {
    ...{
      personId,
      sessionId: '',
      districtId,
      login: school.teacher,
      givenName: '',
      name: '',
      formalName: '',
    },
    ...{ secondFactor: 'off' as const, provedUntil: 0, teaches: [], covers: [], children: [] },
    memberships: [{ schoolId, role: 'teacher' as const, schoolName: null }],
  };
  return new Context(platform, platform.log, actor, await districtOf(districtId, platform));
}

async function cookiesOf(login: string): Promise<string> {
  const answer = await test.anonymous.post('/api/v1/session').send({ login, password });
  return (answer.get('Set-Cookie') ?? []).map((cookie) => cookie.split(';')[0]).join('; ');
}

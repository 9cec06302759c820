import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { APIRequestContext, Page } from '@playwright/test';
import type { CourseDetail } from '@quad/shared/learning';
import { expect, other, test } from './support/quad';

const films = resolve(import.meta.dirname, '../../shared/data/video');
const film = (name: string): string => resolve(films, name);

test.describe.configure({ mode: 'parallel', timeout: 90_000 });
test.skip(
  !existsSync(films),
  'the films are not here: ../shared/data/video is part of the project’s data, not of this repository',
);

test('a film goes from a file to a picture that moves, with captions, and goes on in another browser', async ({
  as,
}) => {
  const [rao, amara] = [await as('rao'), await as('amara', other())];
  const { courseId, lessonId } = await courseFor(rao, amara, 'Crystals, filmed');
  await upload(rao, courseId, lessonId, 'crystal-720x480.mp4');
  await rao.getByRole('button', { name: 'Add captions' }).click();
  await rao.locator('input[type=file][accept*=vtt]').setInputFiles(film('subtitles-en.vtt'));
  await rao.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(rao.getByText('3 lines')).toBeVisible();
  await publish(rao.context().request, courseId);

  await amara.goto(`/learning/${courseId}/${lessonId}`);
  await plays(amara);
  expect(await ofFilm(amara, 'currentSrc')).toMatch(/^blob:/);
  await amara.keyboard.press('c');
  await amara.keyboard.press('6');
  await expect.poll(() => ofFilm(amara, cue)).toBe('And this is the third!');
  await amara.keyboard.press('8');
  await amara.keyboard.press('k');
  const beat = amara.waitForResponse((answer) => answer.url().endsWith('/beats') && answer.ok());
  await beat;
  const left = await ofFilm(amara, 'currentTime');
  expect(left).toBeGreaterThan(9);

  const again = await as('amara');
  await again.goto(`/learning/${courseId}/${lessonId}`);
  await expect(again.getByText(/Resumed at 0:(09|1\d)/)).toBeVisible();
  await expect.poll(() => ofFilm(again, 'currentTime')).toBeCloseTo(Number(left), 0);
});

test('what was watched is what was played: skipping ahead counts for nothing', async ({ as }) => {
  const [lind, amara] = [await as('lind'), await as('amara')];
  const { courseId, lessonId } = await courseFor(lind, amara, 'The rabbit, filmed');
  await upload(lind, courseId, lessonId, 'rabbit-320x240.mp4');
  await publish(lind.context().request, courseId);
  await amara.goto(`/learning/${courseId}/${lessonId}`);
  await plays(amara);
  await amara.keyboard.press('9');
  await expect.poll(() => ofFilm(amara, 'ended')).toBe(true);
  const watched = amara.getByText(/^\d+ % watched$/);
  await expect(watched).not.toHaveText('0 % watched');
  expect(Number.parseInt((await watched.textContent()) ?? '', 10)).toBeLessThan(80);
});

/** A course of this teacher with one video lesson, given to the pupil. */
async function courseFor(
  teacher: Page,
  pupil: Page,
  title: string,
): Promise<{ courseId: string; lessonId: string }> {
  const { request } = teacher.context();
  const { memberships } = (await read(request, '/me')) as { memberships: { schoolId: string }[] };
  const { personId } = (await read(pupil.context().request, '/me')) as { personId: string };
  const schoolId = memberships[0]?.schoolId ?? '';
  const { courseId } = await made(request, '/courses', { schoolId, title, summary: '', subject: '' });
  const course = await made(request, `/courses/${courseId}/modules`, { title: 'Films' });
  const lesson = { moduleId: course.draft[0]?.id ?? '', kind: 'video', title };
  const { lessonId } = await made<{ lessonId: string }>(request, `/courses/${courseId}/lessons`, lesson);
  await request.put(`/api/v1/courses/${courseId}/people/${personId}`);
  return { courseId, lessonId };
}

/** Through the teacher's page, as a file from a disk, until the smallest size can be played. */
async function upload(page: Page, courseId: string, lessonId: string, name: string): Promise<void> {
  await page.goto(`/courses/${courseId}/lessons/${lessonId}`);
  await page.locator('input[type=file][accept*=video]').setInputFiles(film(name));
  await expect(page.getByText('Uploaded. It is being made playable.')).toBeVisible();
  await expect(page.getByText(/Ready in 240p/)).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
}

async function publish(request: APIRequestContext, courseId: string): Promise<void> {
  const { version } = (await read(request, `/courses/${courseId}`)) as CourseDetail;
  await made(request, `/courses/${courseId}/publish`, { version });
}

/** Presses play, and waits until pictures were really decoded. */
async function plays(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^play$/i })
    .first()
    .click();
  await expect.poll(() => ofFilm(page, 'currentTime')).toBeGreaterThan(0.5);
  expect(await ofFilm(page, 'getVideoPlaybackQuality().totalVideoFrames')).toBeGreaterThan(5);
}

const cue = "textTracks[0].mode === 'showing' && film.textTracks[0].activeCues[0]?.text";

/** @param what of the video element, in its own words */
const ofFilm = (page: Page, what: string): Promise<unknown> =>
  page.evaluate(`(() => { const film = document.querySelector('video'); return film.${what}; })()`);

async function read(request: APIRequestContext, path: string): Promise<unknown> {
  return (await request.get(`/api/v1${path}`)).json();
}

async function made<T = CourseDetail>(request: APIRequestContext, path: string, data: object): Promise<T> {
  const answer = await request.post(`/api/v1${path}`, { data });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as T;
}

import type { CourseDetail, Lesson, StructureChange } from '@quad/shared/learning';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import 'fake-indexeddb/auto';
import { answer, fakeApi, refuse } from '../../../test-support/fake-api';
import { renderPage } from '../../../test-support/render-page';
import { CoursePage } from './course-page';

vi.mock('../../../platform/socket', () => import('../../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

const id = (n: number): string => String(n).padStart(24, '0');
const lesson = (n: number, title: string, release: Lesson['release'] = []): Lesson => ({
  ...{ id: id(n), kind: 'text', title, required: true, release },
});
const courseId = id(1);
let course: CourseDetail;

beforeEach(() => {
  course = {
    ...{ courseId, schoolId: '5'.repeat(24), title: 'Fractions', summary: '', subject: 'Mathematics' },
    ...{ state: 'published', version: 3, startsOn: null, endsOn: null, certificate: false },
    ...{ teachers: [{ personId: '9'.repeat(24), name: 'Ms Rao' }], discussion: false, live: null },
    draft: [{ id: id(10), title: 'Week 1', lessons: [lesson(11, 'Halves'), lesson(12, 'Thirds')] }],
    ...{ changed: true, publishedAt: null, classes: [], learners: 0, mayEdit: true },
  };
});

/** The server: compare and set, as the real one does. */
function serve(): StructureChange[] {
  const sent: StructureChange[] = [];
  fakeApi({
    [`PUT /courses/${courseId}/structure`]: ({ body }) => {
      const change = body as StructureChange;
      sent.push(change);
      if (change.version !== course.version) return refuse(409, 'conflict', { by: 'Mr Lind' });
      course = { ...course, version: course.version + 1, draft: change.modules };
      return answer(course);
    },
    [`GET /courses/${courseId}`]: () => answer(course),
  });
  return sent;
}

const shown = () => renderPage(CoursePage, { path: '/courses/:courseId', at: `/courses/${courseId}` });
const titles = () =>
  within(screen.getByRole('region', { name: 'Outline' }))
    .getAllByRole('link')
    .map((link) => link.textContent);

test('a lesson is moved by a button, removed, and put back by Undo', async () => {
  const sent = serve();
  await shown();
  await userEvent.click(await screen.findByRole('button', { name: 'More about Thirds' }));
  await userEvent.click(screen.getByRole('button', { name: /^Up ?Thirds$/ }));
  expect(titles()).toEqual(['Thirds', 'Halves']);
  await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
  expect(titles()).toEqual(['Halves']);
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(titles()).toEqual(['Thirds', 'Halves']);
  await waitFor(() =>
    expect(course.draft[0]?.lessons.map(({ title }) => title)).toEqual(['Thirds', 'Halves']),
  );
  expect(sent.map(({ version }) => version)).toEqual([3, 4, 5]);
});

test('where a colleague was faster, the change is put into theirs, and who it was is said', async () => {
  const sent = serve();
  await shown();
  await userEvent.click(await screen.findByRole('button', { name: 'More about Halves' }));
  course = {
    ...course,
    version: 4,
    draft: [{ id: id(10), title: 'The first week', lessons: [lesson(12, 'Thirds'), lesson(11, 'Halves')] }],
  };
  await userEvent.click(screen.getByRole('checkbox', { name: /Needed to finish/ }));
  expect(await screen.findByText(/^Mr Lind changed this course at the same time/)).toBeVisible();
  expect(sent.map(({ version }) => version)).toEqual([3, 4]);
  expect(course.draft[0]).toMatchObject({
    title: 'The first week',
    lessons: [{ title: 'Thirds' }, { title: 'Halves', required: false }],
  });
});

test('what nobody could ever open is not sent', async () => {
  const waits: Lesson['release'] = [{ kind: 'score', lessonId: id(11), share: 0.5 }];
  course.draft = [
    { id: id(10), title: 'Week 1', lessons: [lesson(11, 'Halves'), lesson(12, 'Thirds', waits)] },
  ];
  const sent = serve();
  await shown();
  await userEvent.click(await screen.findByRole('button', { name: 'More about Halves' }));
  await userEvent.click(screen.getByRole('button', { name: /^Down ?Halves$/ }));
  expect(await screen.findByText('“Thirds” waits for “Halves”, so it has to come after it.')).toBeVisible();
  expect(sent).toEqual([]);
});

test('a refusal of publishing names the lesson', async () => {
  fakeApi({
    [`POST /courses/${courseId}/publish`]: () => refuse(422, 'invalid_request', { lessonId: id(12) }),
    [`GET /courses/${courseId}`]: () => answer(course),
  });
  await shown();
  await userEvent.click(await screen.findByRole('button', { name: 'Publish changes' }));
  expect(await screen.findByText(/^“Thirds” is not finished/)).toBeVisible();
});

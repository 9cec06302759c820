import type { CourseOutline, LessonView, MyCourse } from '@quad/shared/learning';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answer, fakeApi, refuse } from '../../../test-support/fake-api';
import { serverSays } from '../../../test-support/fake-socket';
import { renderPage, someone } from '../../../test-support/render-page';
import { LessonPage } from './lesson-page';
import { MyCoursesPage } from './my-courses-page';
import { OutlinePage } from './outline-page';

vi.mock('../../../platform/socket', () => import('../../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

const id = (n: number): string => String(n).padStart(24, '0');
const courseId = id(1);
const now = Date.parse('2026-03-04T09:07:00Z');
let done: number | null;
beforeEach(() => {
  done = null;
});

function outline(): CourseOutline {
  const lesson = { kind: 'text' as const, required: true, locks: [], score: null, watched: null };
  const waits = { kind: 'previous' as const, waitsFor: id(11) };
  const later = { kind: 'from' as const, at: Date.parse('2026-03-09T08:00:00Z') };
  return {
    ...{ courseId, schoolId: '5'.repeat(24), title: 'Fractions', summary: '', subject: 'Mathematics' },
    ...{ teachers: ['Ms Rao'], startsOn: null, endsOn: null, timeZone: 'UTC', now, discussion: false },
    ...{ certificate: false, preview: false, share: 0, seconds: 0, completedAt: null },
    modules: [
      {
        ...{ id: id(10), title: 'Week 1' },
        lessons: [
          { ...lesson, id: id(11), title: 'Halves', doneAt: done },
          { ...lesson, id: id(12), title: 'Thirds', doneAt: null, locks: done === null ? [waits] : [] },
          { ...lesson, id: id(13), title: 'Fourths', doneAt: null, locks: [later] },
        ],
      },
    ],
    ...{ done: done === null ? 0 : 1, of: 3, nextLessonId: done === null ? id(11) : id(12) },
  };
}

function view(n: 11 | 12): LessonView {
  return {
    ...{ lessonId: id(n), courseId, kind: 'text', title: n === 11 ? 'Halves' : 'Thirds', preview: false },
    body: { kind: 'text', html: '<p>Read <a href="https://example.org/">this</a>.</p>' },
    ...{ doneAt: n === 11 ? done : null, score: null, watched: null },
    ...{ previousId: null, nextId: n === 11 ? id(12) : null, nextLocks: [] },
  };
}

function serve() {
  return fakeApi({
    [`GET /courses/${courseId}/outline`]: () => answer(outline()),
    [`GET /courses/${courseId}/lessons/${id(11)}`]: () => answer(view(11)),
    [`GET /courses/${courseId}/lessons/${id(12)}`]: () =>
      done === null ? refuse(403, 'lesson_locked') : answer(view(12)),
    [`PUT /courses/${courseId}/lessons/${id(11)}/done`]: ({ body }) => {
      done = (body as { done: boolean }).done ? now : null;
      return answer(outline());
    },
  });
}

test('the outline says what is next, and of every closed lesson what it waits for', async () => {
  serve();
  await renderPage(OutlinePage, { path: '/learning/:courseId', at: `/learning/${courseId}` });
  expect(await screen.findByRole('link', { name: 'Start: Halves' })).toHaveAttribute(
    'href',
    `/learning/${courseId}/${id(11)}`,
  );
  expect(screen.getByText('Opens after “Halves”')).toBeVisible();
  expect(screen.getByText('Opens on Mon 9 March 2026 at 08:00')).toBeVisible();
  expect(screen.queryByRole('link', { name: /Thirds/ })).toBeNull();
});

test('a text is marked as done and taken back, and its links open beside Quad', async () => {
  serve();
  const path = '/learning/:courseId/:lessonId';
  await renderPage(LessonPage, { path, at: `/learning/${courseId}/${id(11)}` });
  const link = await screen.findByRole('link', { name: 'this' });
  expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  await userEvent.click(screen.getByRole('button', { name: 'Mark as done' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByRole('button', { name: 'Mark as done' })).toBeVisible();
});

test('a closed lesson says why and opens by itself', async () => {
  serve();
  const path = '/learning/:courseId/:lessonId';
  await renderPage(LessonPage, { path, at: `/learning/${courseId}/${id(12)}` });
  expect(await screen.findByText('This lesson is not open yet')).toBeVisible();
  expect(screen.getByRole('link', { name: 'To the next open lesson' })).toBeVisible();
  done = now;
  act(() => serverSays('stale', { topic: `learning:${someone().personId}`, version: '1', room: 1 }));
  expect(await screen.findByRole('button', { name: 'Mark as done' })).toBeVisible();
});

test('my courses lead to where I was; without any it says so', async () => {
  const mine: MyCourse = {
    ...{ courseId, title: 'Fractions', subject: 'Mathematics', teachers: ['Ms Rao'], startsOn: null },
    ...{ endsOn: null, done: 1, of: 3, share: 1 / 3, seconds: 0, lastLessonId: id(11), lastAt: now },
    completedAt: null,
  };
  let rows: MyCourse[] = [];
  fakeApi({ 'GET /me/courses': () => answer({ rows, page: 1, pages: 1, total: rows.length }) });
  await renderPage(MyCoursesPage, { path: '/learning' });
  expect(await screen.findByText('No courses yet')).toBeVisible();
  rows = [mine];
  act(() => serverSays('stale', { topic: `learning:${someone().personId}`, version: '1', room: 1 }));
  expect(await screen.findByRole('link', { name: /^Go on ?Fractions$/ })).toHaveAttribute(
    'href',
    `/learning/${courseId}/${id(11)}`,
  );
  expect(screen.getByText('1 of 3 lessons done')).toBeVisible();
});

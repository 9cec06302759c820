import type { CourseOutline, Discussion, LessonView, Post } from '@quad/shared/learning';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { answer, fakeApi, refuse } from '../../../test-support/fake-api';
import { renderPage, someone } from '../../../test-support/render-page';
import '../words';
import { LessonDiscussion } from './lesson-discussion';

vi.mock('../../../platform/socket', () => import('../../../test-support/fake-socket'));
afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

const [courseId, lessonId, rao] = ['c'.repeat(24), 'd'.repeat(24), 'e'.repeat(24)];
const me = someone({});
const here = {
  course: { courseId, discussion: true } as CourseOutline,
  lesson: { lessonId } as LessonView,
};
const Page = () => <LessonDiscussion {...here} />;
const at = Date.parse('2026-03-04T09:00:00Z');
const post = (text: string): Post => ({
  ...{ postId: 'f'.repeat(24), threadId: null, personId: rao, name: 'Ms Rao', staff: true, text, names: {} },
  ...{ at, editedAt: null, pinned: false, removed: null },
});
const talk = (texts: string[]): Discussion => ({
  rows: texts.map((text, n) => ({
    ...{ ...post(text), postId: String(n).repeat(24), answers: 0, newest: [] },
  })),
  ...{ page: 1, pages: 1, total: texts.length, mayWrite: true, mayModerate: false, timeZone: 'UTC' },
});

test('what could not be sent is in the field again, and is sent under the same key', async () => {
  let away = true;
  const seen = fakeApi({
    'GET /courses': () => answer(talk(away ? [] : ['Hello there'])),
    'POST /courses': () => (away ? refuse(503, 'unavailable') : answer(post('Hello there'))),
  });
  await renderPage(Page, { me });
  const field = await screen.findByLabelText('Ask or say something about this lesson');
  await userEvent.type(field, 'Hello there');
  await userEvent.click(screen.getByRole('button', { name: 'Post' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('What you wrote is still here.');
  expect(field).toHaveValue('Hello there');
  away = false;
  await userEvent.click(screen.getByRole('button', { name: 'Post' }));
  expect(await screen.findByText('Ms Rao')).toBeVisible();
  expect(field).toHaveValue('');
  const keys = seen
    .filter(({ method }) => method === 'POST')
    .map(({ headers }) => headers.get('idempotency-key'));
  expect(new Set(keys).size).toBe(1);
});

test('a name that is picked goes as an id', async () => {
  const seen = fakeApi({
    [`GET /courses/${courseId}/mentionable`]: () =>
      answer({ people: [{ personId: rao, name: 'Ms Rao', staff: true }] }),
    'GET /courses': () => answer(talk([])),
    'POST /courses': () => answer(post('x')),
  });
  await renderPage(Page, { me });
  const field = await screen.findByLabelText('Ask or say something about this lesson');
  await userEvent.type(field, 'Hi @ra');
  await userEvent.click(await screen.findByRole('button', { name: /Ms Rao/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Post' }));
  await vi.waitFor(() =>
    expect(seen.find(({ method }) => method === 'POST')?.body).toEqual({
      ...{ threadId: null, text: `Hi @[${rao}]` },
    }),
  );
});

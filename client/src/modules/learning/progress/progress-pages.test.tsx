import type { LearnerRow } from '@quad/shared/learning';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { answer, fakeApi } from '../../../test-support/fake-api';
import { renderPage } from '../../../test-support/render-page';
import { LearnersPage } from './learners-page';
import { WatchPage } from './watch-page';

vi.mock('../../../platform/socket', () => import('../../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

const [courseId, lessonId] = ['c'.repeat(24), 'e'.repeat(24)];
const row: LearnerRow = {
  ...{ personId: 'a'.repeat(24), name: 'Amara Okafor', classes: ['7B'], byName: false, done: 1, of: 4 },
  ...{ share: 0.25, seconds: 754, score: 0.4, lastAt: Date.parse('2026-02-20T09:00:00Z') },
  ...{ lastLesson: 'Crystals', completedAt: null, risks: ['away', 'lowScore'] },
};
const course = {
  ...{ courseId, schoolId: '5'.repeat(24), title: 'Minerals', summary: '', subject: '', state: 'published' },
  ...{ version: 1, startsOn: null, endsOn: null, teachers: [], certificate: false, discussion: false },
  ...{ live: null, changed: false, publishedAt: null, classes: [], learners: 1, mayEdit: true },
  draft: [
    {
      ...{ id: 'f'.repeat(24), title: 'One' },
      lessons: [{ id: lessonId, kind: 'video', title: 'Crystals', required: true, release: [] }],
    },
  ],
};

test('who is at risk is said in words, and the filter stands in the address', async () => {
  const seen = fakeApi({
    [`GET /courses/${courseId}/learners`]: () =>
      answer({ rows: [row], page: 1, pages: 1, total: 1, atRisk: 1 }),
    [`GET /courses/${courseId}`]: () => answer(course),
  });
  const { router } = await renderPage(LearnersPage, {
    ...{ path: '/courses/:courseId/learners', at: `/courses/${courseId}/learners` },
  });
  const table = await screen.findByRole('table');
  expect(within(table).getByText('Not seen for a week or longer.')).toBeInTheDocument();
  expect(within(table).getByText('Less than half of the points.')).toBeInTheDocument();
  expect(within(table).getByText('12 min')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: /^At risk/ }));
  await userEvent.click(screen.getByRole('link', { name: 'Done' }));
  expect(router.state.location.search).toBe('?risk=any&sort=-share');
  await vi.waitFor(() =>
    expect(seen.at(-1)?.query.toString()).toBe(new URLSearchParams('sort=-share&risk=any').toString()),
  );
});

test('who was given the course by name is taken off it, and put back by Undo; who has it by a class is not', async () => {
  const named = { ...row, personId: 'b'.repeat(24), name: 'Ben Adams', byName: true };
  const of = `courses/${courseId}/people/${named.personId}`;
  const seen = fakeApi({
    [`GET /courses/${courseId}/learners`]: () =>
      answer({ rows: [row, named], page: 1, pages: 1, total: 2, atRisk: 2 }),
    [`GET /courses/${courseId}`]: () => answer(course),
    [`DELETE /${of}`]: () => answer(course),
    [`PUT /${of}`]: () => answer(course),
  });
  await renderPage(LearnersPage, {
    ...{ path: '/courses/:courseId/learners', at: `/courses/${courseId}/learners` },
  });
  await userEvent.click(await screen.findByRole('button', { name: /Ben Adams$/ }));
  expect(screen.queryByRole('button', { name: /Amara Okafor$/ })).toBeNull();
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await vi.waitFor(() =>
    expect(seen.filter(({ path }) => path === `/${of}`).map(({ method }) => method)).toEqual([
      'DELETE',
      'PUT',
    ]),
  );
});

test('where viewers stop is drawn, and told in words and figures', async () => {
  fakeApi({
    [`GET /courses/${courseId}/watchers`]: () => answer({ now: 0, rows: [] }),
    [`GET /courses/${courseId}/lessons/${lessonId}/drop-off`]: () =>
      answer({ lessonId, duration: 28, viewers: 4, step: 10, watched: [4, 3, 1], asOf: 0 }),
    [`GET /courses/${courseId}`]: () => answer(course),
  });
  await renderPage(WatchPage, {
    ...{ path: '/courses/:courseId/watching', at: `/courses/${courseId}/watching` },
  });
  expect(
    await screen.findByRole('img', { name: /4 viewers 100 % watched the beginning and 25 % the end/ }),
  ).toBeInTheDocument();
  expect(await screen.findByText('Nobody is watching just now')).toBeInTheDocument();
  await userEvent.click(screen.getByText('As a table'));
  expect(screen.getByRole('row', { name: '0:10 3 75 %' })).toBeInTheDocument();
});

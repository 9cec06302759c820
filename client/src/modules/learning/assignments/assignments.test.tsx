import type { Gradebook, MySubmission } from '@quad/shared/learning';
import { noGrading } from '@quad/shared/learning';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { answer, fakeApi, refuse } from '../../../test-support/fake-api';
import { renderPage } from '../../../test-support/render-page';
import '../words';
import { AssignmentLesson } from './assignment-lesson';
import { GradebookPage } from './gradebook-page';

vi.mock('../../../platform/socket', () => import('../../../test-support/fake-socket'));
afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

const [courseId, essay, quiz, amara, bao] = ['1', '2', '3', 'a', 'b'].map((each) => each.repeat(24)) as [
  string,
  string,
  string,
  string,
  string,
];
const now = Date.parse('2026-03-04T09:07:00Z');
const cell = (lessonId: string, points: number | null, source: 'quiz' | null = null) => ({
  ...{ lessonId, points, earned: points, excused: false, source },
});
const row = (personId: string, name: string) => ({
  ...{ personId, name, total: 0.5, cells: [cell(quiz, 5, 'quiz'), cell(essay, null)] },
});
const book: Gradebook = {
  ...{ rows: [row(amara, 'Okafor, Amara'), row(bao, 'Nguyen, Bao')], page: 1, pages: 1, total: 2 },
  ...{ title: 'Fractions', timeZone: 'UTC', grading: noGrading, mayEdit: true },
  columns: [
    { lessonId: quiz, kind: 'quiz', title: 'Test', of: 10 },
    { lessonId: essay, kind: 'assignment', title: 'Essay', of: 10 },
  ],
};
const work: MySubmission = {
  ...{ state: 'draft', version: 0, text: '', files: [], handIns: [], grade: null, comments: [] },
  ...{ mayHandIn: true, mayTakeBack: false, lateDays: 0, preview: false, timeZone: 'UTC', now },
};

const body = {
  ...{ kind: 'assignment', html: '', points: 10, dueAt: now + 86_400_000, late: { kind: 'taken' } },
  ...{ mostFiles: 0, rubric: [] },
} as const;
const Lesson = () => (
  <AssignmentLesson course={{ courseId } as never} lesson={{ lessonId: essay, body } as never} />
);

test('grades are set by keyboard: arrows move, a figure opens, Enter saves with a reason, Undo takes it back', async () => {
  const sent: unknown[] = [];
  fakeApi({
    [`GET /courses/${courseId}/grades/${bao}/${essay}/history`]: () => answer({ steps: [] }),
    [`GET /courses/${courseId}/grades`]: () => answer(book),
    [`PUT /courses/${courseId}/grades/${bao}/${essay}`]: ({ body }) => {
      sent.push(body);
      return answer(row(bao, 'Nguyen, Bao'));
    },
  });
  await renderPage(GradebookPage, { path: '/courses/:courseId/grades', at: `/courses/${courseId}/grades` });
  const user = userEvent.setup();
  const table = await screen.findByRole('table');
  within(table).getAllByText('Test')[1]?.closest('button')?.focus();
  await user.keyboard('{ArrowDown}{ArrowRight}7');
  const dialog = await screen.findByRole('dialog', { name: 'Nguyen, Bao · Essay' });
  expect(within(dialog).getByLabelText(/Points by hand/)).toHaveValue('7');
  expect(within(dialog).getByText('Save').closest('button')).toBeDisabled();
  await user.type(within(dialog).getByLabelText(/Reason/), 'Oral{Enter}');
  await user.click(await screen.findByText('Undo'));
  const nothing = { override: null, excused: false };
  expect(sent).toEqual([
    { override: 7, excused: false, was: nothing, reason: 'Oral' },
    { ...nothing, was: { override: 7, excused: false }, reason: 'Undone' },
  ]);
});

test('what was written on two devices is laid side by side, and nothing is saved before one is chosen', async () => {
  const own = `/courses/${courseId}/lessons/${essay}/submission`;
  const stands = { ...work, version: 3, text: 'On the phone' };
  localStorage.setItem(`quad.work.${'9'.repeat(24)}.${essay}`, JSON.stringify({ base: '', text: 'Here' }));
  const asked = fakeApi({
    [`GET ${own}`]: () => answer(stands),
    [`PUT ${own}`]: ({ body }) => answer({ ...stands, version: 4, text: (body as { text: string }).text }),
  });
  await renderPage(Lesson);
  const user = userEvent.setup();
  expect(await screen.findByText('On the phone')).toBeInTheDocument();
  expect(screen.getByRole('textbox', { name: 'Your work' })).toHaveValue('Here');
  expect(screen.getByRole('button', { name: 'Hand in' })).toBeDisabled();
  expect(asked.filter(({ method }) => method === 'PUT')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Take that text' }));
  expect(screen.getByRole('textbox', { name: 'Your work' })).toHaveValue('On the phone');
});

test('work is saved before it is handed in, and a refusal leaves every word where it was', async () => {
  const sent: unknown[] = [];
  const own = `/courses/${courseId}/lessons/${essay}/submission`;
  let refused = true;
  let stands = work;
  const answerWith = (changes: Partial<MySubmission>) => answer((stands = { ...stands, ...changes }));
  fakeApi({
    [`GET ${own}`]: () => answer(stands),
    [`PUT ${own}`]: ({ body }) => answerWith({ version: 1, text: (body as { text: string }).text }),
    [`POST ${own}/hand-in`]: ({ body }) => {
      sent.push(body);
      if (refused) return refuse(409, 'conflict');
      const handIns = [{ at: now, text: 'A half', files: [], lateDays: 0 }];
      return answerWith({ state: 'handedIn', version: 2, handIns, mayHandIn: false, mayTakeBack: true });
    },
  });
  await renderPage(Lesson);
  const user = userEvent.setup();
  await user.type(await screen.findByRole('textbox', { name: 'Your work' }), 'A half');
  await user.click(screen.getByRole('button', { name: 'Hand in' }));
  expect(await screen.findByRole('alert')).toBeInTheDocument();
  expect(screen.getByRole('textbox', { name: 'Your work' })).toHaveValue('A half');
  refused = false;
  await user.click(screen.getByRole('button', { name: 'Hand in' }));
  expect(await screen.findByRole('button', { name: 'Take back' })).toBeInTheDocument();
  expect(sent).toEqual([{ version: 1 }, { version: 1 }]);
});

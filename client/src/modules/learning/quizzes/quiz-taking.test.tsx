import type { AttemptView, ShownQuestion } from '@quad/shared/learning';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { clock } from '../../../platform/clock';
import { renderPage } from '../../../test-support/render-page';
import '../words';
import { AttemptSession } from './attempt-session';
import { AttemptTaking } from './attempt-taking';
import { gapsFrom, problemsOf, emptyQuestion, textOfGaps } from './question-draft';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const idOf = (n: number): string => String(n).padStart(24, '0');
const questions: ShownQuestion[] = [
  { type: 'trueFalse', questionId: idOf(1), prompt: '<p>Is it?</p>', points: 1 },
  {
    ...{ type: 'order', questionId: idOf(2), prompt: '<p>In order</p>', points: 2 },
    items: ['one', 'two'].map((text, n) => ({ id: idOf(10 + n), text })),
  },
];
const attempt: AttemptView = {
  ...{ attemptId: idOf(3), courseId: idOf(4), lessonId: idOf(5), number: 1, preview: false, state: 'open' },
  ...{ now: 0, startedAt: 0, endsAt: null, submittedAt: null, byTime: false, sequence: 0, answers: {} },
  ...{ questions, result: null },
};

async function take(changes: Partial<AttemptView> = {}) {
  const submit = vi.fn(() => Promise.resolve({ ...attempt, state: 'submitted' as const }));
  const session = new AttemptSession(attempt, null, {
    save: () => Promise.resolve(),
    submit,
    load: () => Promise.resolve(attempt),
    keep: () => Promise.resolve(),
    forget: () => Promise.resolve(),
    after: () => () => undefined,
  });
  const done = vi.fn();
  await renderPage(() => (
    <AttemptTaking attempt={{ ...attempt, ...changes }} session={session} done={done} />
  ));
  return { session, submit, done };
}

test('an order is made by the keyboard and says where things went; what is open is named before handing in', async () => {
  const { session, submit, done } = await take();
  const user = userEvent.setup({ delay: null });
  screen.getByLabelText('Move down: one').focus();
  await user.keyboard('{Enter}');
  expect(screen.getByText('one is now number 2 of 2')).toBeInTheDocument();
  expect(session.state.get().answers[idOf(2)]).toEqual({ type: 'order', itemIds: [idOf(11), idOf(10)] });
  expect(screen.getByText('1 of 2 answered')).toBeVisible();
  await user.click(screen.getByText('Hand in'));
  expect(await screen.findByText(/^1 question is not answered/)).toBeVisible();
  await user.click(screen.getAllByText('Hand in').at(-1)!);
  expect(submit).toHaveBeenCalledOnce();
  expect(done).toHaveBeenCalledWith(expect.objectContaining({ state: 'submitted' }));
});

test('time is said aloud at five minutes and at one, and at its end the attempt is handed in', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const begun = Date.now();
  vi.spyOn(clock, 'now').mockImplementation(() => Date.now() - begun);
  const { submit } = await take({ endsAt: 301_000 });
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  expect(screen.queryByText('Five minutes left')).toBeNull();
  await pass(2_000);
  expect(screen.getByText('Five minutes left')).toBeInTheDocument();
  await pass(240_000);
  expect(screen.getByText('One minute left')).toBeInTheDocument();
  expect(submit).not.toHaveBeenCalled();
  await pass(60_000);
  expect(submit).toHaveBeenCalledOnce();
});

test('a text with gaps is read as it was written, and says what is missing', () => {
  const text = 'Paris lies on the [Seine|river Seine].';
  const read = gapsFrom(text);
  expect(read).toEqual({
    segments: ['Paris lies on the ', '.'],
    gaps: [{ accepted: ['Seine', 'river Seine'] }],
  });
  expect(textOfGaps(read)).toBe(text);
  const empty = emptyQuestion('gaps');
  expect(problemsOf(empty)).toEqual(['prompt', 'gaps']);
  expect(problemsOf({ ...empty, prompt: '<p>Where?</p>', ...read })).toEqual([]);
});

import type { Gradebook } from '@quad/shared/learning';
import { expect, one, other, test } from './support/quad';

interface Course {
  courseId: string;
  version: number;
  draft: { id: string; lessons: { id: string }[] }[];
}

/** The demo's own course is left as it is: each run makes one. */
const title = `Essays ${Date.now()}`;

test('a pupil hands in, the teacher grades and returns, and both see it come in', async ({ as }) => {
  const rao = await as('rao', one(), { viewport: { width: 1280, height: 900 } });
  const amara = await as('amara', other());
  const ask = async <T>(method: 'post' | 'put', path: string, data: object): Promise<T> => {
    const answer = await rao.context().request[method](`/api/v1${path}`, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as T;
  };
  const me = (await (await amara.context().request.get('/api/v1/me')).json()) as {
    personId: string;
    memberships: { schoolId: string }[];
  };
  const schoolId = me.memberships[0]?.schoolId ?? '';
  const { courseId } = await ask<Course>('post', '/courses', { schoolId, title, summary: '', subject: '' });
  const base = `/courses/${courseId}`;
  const { draft } = await ask<Course>('post', `${base}/modules`, { title: 'One' });
  const { lessonId, course } = await ask<{ lessonId: string; course: Course }>('post', `${base}/lessons`, {
    ...{ moduleId: draft[0]?.id, kind: 'assignment', title: 'An essay' },
  });
  await ask('post', `${base}/publish`, { version: course.version });
  await ask('put', `${base}/people/${me.personId}`, {});

  await rao.goto(`${base}/lessons/${lessonId}/submissions`);
  await amara.goto(`/learning/${courseId}/${lessonId}`);
  await amara.getByRole('textbox', { name: 'Your work' }).fill('Three eighths of the bread were gone.');
  await amara.getByRole('button', { name: 'Hand in' }).click();
  await expect(amara.getByRole('button', { name: 'Take back' })).toBeVisible();

  // on the other process, without asking
  await rao
    .getByRole('row', { name: /Amara.*Handed in/ })
    .getByRole('link')
    .click();
  await expect(rao.getByText('Three eighths of the bread were gone.')).toBeVisible();
  await rao.getByRole('textbox', { name: 'Points of 10' }).fill('7,5');
  await rao.getByRole('textbox', { name: 'Feedback' }).fill('Say of how much.');
  await rao.keyboard.press('Control+Enter');
  await expect(amara.getByText('7.5 of 10')).toBeVisible();
  await expect(amara.getByText('Say of how much.')).toBeVisible();

  await rao.goto(`${base}/grades`);
  const cell = rao.getByRole('row', { name: /Amara/ }).getByRole('button', { name: '7.5' });
  await cell.focus();
  await rao.keyboard.press('9');
  await rao.getByRole('textbox', { name: 'Reason' }).fill('Better said than written');
  await rao.keyboard.press('Enter');
  await expect(rao.getByRole('row', { name: /Amara.*90/ })).toBeVisible();
  await amara.goto(`/learning/${courseId}`);
  await expect(amara.getByRole('region', { name: 'Your grades' })).toContainText('9 of 10');
  await rao.getByRole('button', { name: 'Undo' }).click();
  await expect(amara.getByRole('region', { name: 'Your grades' })).toContainText('7.5 of 10');
  const book = await rao.context().request.get(`/api/v1${base}/grades`);
  expect(((await book.json()) as Gradebook).rows.map(({ total }) => total)).toEqual([0.75]);
});

import type { APIRequestContext } from '@playwright/test';
import type { CourseDetail, LessonDraft } from '@quad/shared/learning';
import { expect, other, test } from './support/quad';

const desk = { viewport: { width: 1440, height: 900 } };

test('a question is written, asked, answered without a network, handed in, and its key put right', async ({
  as,
}) => {
  const [rao, amara] = [await as('rao', undefined, desk), await as('amara', other())];
  const { courseId, lessonId } = await aQuiz(rao.context().request);
  const prompt = 'Which of these is one half?';

  // written with the wrong option marked right, as it happens
  await rao.goto(`/courses/${courseId}/questions`);
  await rao.getByText('Add a question').click();
  await rao.getByRole('link', { name: 'One right option' }).click();
  await rao.getByRole('textbox', { name: 'What is asked' }).fill(prompt);
  for (const [n, text] of ['2/4', '2/3', '1/4'].entries())
    await rao.getByLabel(`Option ${n + 1}`, { exact: true }).fill(text);
  await rao.getByRole('radio', { name: 'Right' }).nth(1).check();
  await expect(rao.getByRole('complementary', { name: 'As learners see it' })).toContainText(prompt);
  await rao.getByRole('button', { name: 'Save' }).click();
  await expect(rao.getByText('The question is saved.')).toBeVisible();

  await rao.goto(`/courses/${courseId}/lessons/${lessonId}`);
  await rao.getByRole('button', { name: 'Choose questions' }).click();
  await rao.getByRole('dialog').getByRole('checkbox', { name: prompt }).check();
  await rao.getByRole('button', { name: 'Done: 1 question' }).click();
  await publish(rao.context().request, courseId, 1);

  // answered without a network, and there again when the page is opened anew
  await amara.goto(`/learning/${courseId}/${lessonId}`);
  await amara.getByRole('button', { name: 'Start the quiz' }).click();
  await expect(amara.getByText('Question 1 of 1')).toBeVisible();
  await amara.context().setOffline(true);
  await amara.getByRole('radio', { name: '2/4' }).check();
  await expect(amara.getByText('Kept on this device until the server answers')).toBeVisible();
  const address = amara.url();
  await amara.goto('about:blank');
  await amara.context().setOffline(false);
  await amara.goto(address);
  await expect(amara.getByRole('radio', { name: '2/4' })).toBeChecked();
  await expect(amara.getByText('Saved', { exact: true })).toBeVisible();

  await rao.goto(`/courses/${courseId}/lessons/${lessonId}/attempts`);
  const attempt = rao.getByRole('row', { name: /Amara Okafor, attempt 1/ });
  await expect(attempt).toContainText('Under way');
  await amara.getByRole('button', { name: 'Hand in' }).click();
  await amara.getByRole('dialog').getByRole('button', { name: 'Hand in' }).click();
  await expect(amara.getByRole('heading', { name: 'Your result' })).toBeFocused();
  await expect(amara.getByText('Not right: 0 of 1 points')).toBeVisible();
  await expect(attempt).toContainText('not passed');

  // the key is put right, and so is the result
  await rao.goto(`/courses/${courseId}/questions`);
  await rao.getByRole('link', { name: prompt }).click();
  await rao.getByRole('radio', { name: 'Right' }).nth(0).check();
  await rao.getByRole('button', { name: 'Save' }).click();
  await rao.getByRole('button', { name: 'Grade them anew' }).click();
  await expect(rao.getByText(/Amara Okafor, .*: 0.0% → 100.0%/)).toBeVisible();
  await amara.reload();
  await expect(amara.getByText('Right: 1 of 1 points')).toBeVisible();
});

/** A course of Ms Rao with an empty quiz, given to Amara. */
async function aQuiz(request: APIRequestContext): Promise<{ courseId: string; lessonId: string }> {
  const sent = async <T>(method: 'get' | 'post' | 'put', path: string, data?: unknown): Promise<T> => {
    const answer = await request[method](`/api/v1${path}`, data === undefined ? {} : { data });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const { memberships } = await sent<{ memberships: { schoolId: string }[] }>('get', '/me');
  const course = await sent<CourseDetail>('post', '/courses', {
    ...{ schoolId: memberships[0]?.schoolId, title: `Halves ${Date.now()}`, summary: '', subject: '' },
  });
  const { courseId } = course;
  const { draft } = await sent<CourseDetail>('post', `/courses/${courseId}/modules`, { title: 'One' });
  const lesson = { moduleId: draft[0]?.id, kind: 'quiz', title: 'What is a half?' };
  const { lessonId } = await sent<{ lessonId: string }>('post', `/courses/${courseId}/lessons`, lesson);
  await sent<LessonDraft>('get', `/courses/${courseId}/lessons/${lessonId}/draft`);
  const found = await sent<{ people: { personId: string }[] }>(
    'get',
    `/courses/${courseId}/candidates?q=Amara`,
  );
  await sent('put', `/courses/${courseId}/people/${found.people[0]?.personId}`);
  return { courseId, lessonId };
}

/** Once the editor’s own save has arrived. @param questions how many the quiz asks by then */
async function publish(request: APIRequestContext, courseId: string, questions: number): Promise<void> {
  const read = async <T>(path: string): Promise<T> =>
    (await (await request.get(`/api/v1/courses/${courseId}${path}`)).json()) as T;
  const { draft } = await read<CourseDetail>('');
  const lessonId = draft[0]?.lessons[0]?.id;
  await expect
    .poll(async () => {
      const { body } = await read<LessonDraft>(`/lessons/${lessonId}/draft`);
      return body.kind === 'quiz' ? body.questionIds.length : 0;
    })
    .toBe(questions);
  const { version } = await read<CourseDetail>('');
  const answer = await request.post(`/api/v1/courses/${courseId}/publish`, { data: { version } });
  expect(answer.status()).toBe(200);
}

import type { APIRequestContext } from '@playwright/test';
import type { CourseDetail, LessonDraft } from '@quad/shared/learning';
import { expect, other, test } from './support/quad';

test('a course is made, put in order by the keyboard, published and learned, live on both sides', async ({
  as,
}) => {
  const title = `Reading graphs ${test.info().workerIndex}${Date.now()}`;
  const [rao, amara] = [await as('rao'), await as('amara', other())];
  await rao.goto('/courses');
  await rao.getByRole('button', { name: /New course|Begin a course/ }).click();
  await rao.getByRole('dialog').getByLabel('Name').fill(title);
  await rao.getByRole('button', { name: 'Create' }).click();
  await expect(rao.getByRole('heading', { level: 1, name: title })).toBeVisible();

  const add = async (button: string, name: string): Promise<void> => {
    await rao.getByRole('button', { name: button }).click();
    const dialog = rao.getByRole('dialog');
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('button', { name: 'Add' }).click();
    await expect(rao.getByText(`“${name}” is added`)).toBeVisible();
  };
  await add('Add a module', 'Week 1');
  await add('Add a lesson to Week 1', 'Second');
  await add('Add a lesson to Week 1', 'First');

  const outline = rao.getByRole('region', { name: 'Outline' });
  await rao.getByRole('button', { name: 'Move First' }).focus();
  await rao.keyboard.press('Space');
  await expect(rao.getByText('First is over First')).toBeAttached();
  await rao.keyboard.press('ArrowUp');
  await expect(rao.getByText('First is over Second')).toBeAttached();
  await rao.keyboard.press('Space');
  await expect(outline.getByRole('link')).toHaveText(['First', 'Second']);

  await rao.getByRole('button', { name: 'More about Second' }).click();
  await rao.getByRole('button', { name: 'When it opens' }).click();
  await rao.getByLabel('After everything needed before it is done').check();
  await rao.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(outline.getByText(/Opens when everything before it is done/)).toBeVisible();

  await amara.goto('/learning');
  await rao.getByRole('button', { name: 'Give to learners' }).click();
  await rao.getByRole('checkbox', { name: /7B Mathematics/ }).check();
  await rao.getByRole('dialog').getByRole('button', { name: 'Give to learners' }).click();
  await expect(rao.getByText(/^Given to .*7B/)).toBeVisible();
  await expect(amara.getByRole('heading', { name: 'Learning' })).toBeVisible();
  await expect(amara.getByRole('link', { name: title, exact: true })).toHaveCount(0);
  await rao.getByRole('button', { name: 'Publish', exact: true }).click();

  await amara.getByRole('link', { name: title, exact: true }).click();
  await expect(amara.getByText('Opens after “First”')).toBeVisible();
  await amara.getByRole('link', { name: 'Start: First' }).click();
  await amara.getByRole('button', { name: 'Mark as done' }).click();
  await amara.getByRole('link', { name: 'Next lesson' }).click();
  await expect(amara.getByRole('heading', { level: 1, name: 'Second' })).toBeVisible();
  await amara.getByRole('button', { name: 'Mark as done' }).click();
  await expect(amara.getByText('Done', { exact: true }).first()).toBeVisible();
  await amara.getByRole('link', { name: 'To the course' }).click();
  await expect(amara.getByText('You have finished this course.')).toBeVisible();
});

test('what was written without a network is there after a crash, and meets what a colleague saved', async ({
  as,
}) => {
  const [rao, grace] = [await as('rao'), await as('grace')];
  const { courseId, lessonId } = await aLesson(rao.context().request);
  const path = `/courses/${courseId}/lessons/${lessonId}`;
  await rao.goto(path);
  const text = rao.getByRole('textbox', { name: 'Text' });
  await text.fill('Written in class.');
  await expect(rao.getByRole('button', { name: /^Saved/ })).toBeVisible();
  await expect.poll(async () => (await draft(rao.context().request, path)).body.html).toMatch(/in class/);

  await rao.context().setOffline(true);
  await text.fill('Written in the train.');
  await expect(rao.getByRole('button', { name: /^Not saved: offline/ })).toBeVisible({ timeout: 20_000 });
  const server = grace.context().request;
  const before = await draft(server, path);
  await server.put(`/api/v1${path}/draft`, {
    data: { version: before.version, body: { kind: 'text', html: '<p>Written by Grace.</p>' } },
  });
  const context = rao.context();
  await rao.close();
  await context.setOffline(false);

  const again = await context.newPage();
  await again.goto(path);
  await expect(again.getByRole('heading', { name: 'Two of you wrote this lesson' })).toBeVisible();
  await expect(again.getByText('Written by Grace.')).toBeVisible();
  await again.getByRole('button', { name: 'Keep both, mine below theirs' }).click();
  await expect(again.getByRole('button', { name: /^Saved/ })).toBeVisible();
  const saved = (await draft(server, path)).body.html;
  expect(saved).toMatch(/Written by Grace\..*Written in the train\./s);
});

async function draft(request: APIRequestContext, path: string): Promise<LessonDraft> {
  return (await (await request.get(`/api/v1${path}/draft`)).json()) as LessonDraft;
}

/** A course of hers with one text. */
async function aLesson(request: APIRequestContext): Promise<{ courseId: string; lessonId: string }> {
  const post = async (path: string, data: object): Promise<unknown> => {
    const answer = await request.post(`/api/v1${path}`, { data });
    if (!answer.ok()) throw new Error(await answer.text());
    return answer.json();
  };
  const me = (await (await request.get('/api/v1/me')).json()) as {
    memberships: { schoolId: string; role: string }[];
  };
  const schoolId = me.memberships.find(({ role }) => role === 'teacher')?.schoolId ?? '';
  const fields = { schoolId, title: 'Written twice', subject: '', summary: '' };
  const { courseId } = (await post('/courses', fields)) as CourseDetail;
  const course = (await post(`/courses/${courseId}/modules`, { title: 'One' })) as CourseDetail;
  const moduleId = course.draft[0]?.id ?? '';
  const lesson = { moduleId, kind: 'text', title: 'A text' };
  const { lessonId } = (await post(`/courses/${courseId}/lessons`, lesson)) as { lessonId: string };
  return { courseId, lessonId };
}

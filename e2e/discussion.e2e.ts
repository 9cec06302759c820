import type { APIRequestContext } from '@playwright/test';
import type { CourseDetail } from '@quad/shared/learning';
import { expect, one, other, test } from './support/quad';

/** A published course of one text that gives a certificate and has a discussion, for one learner. */
async function aCourse(request: APIRequestContext, title: string, learner: APIRequestContext) {
  const ask = async <T>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    data?: object,
  ): Promise<T> => {
    const answer = await request.fetch(`/api/v1${path}`, { method, ...(data && { data }) });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const { memberships } = await ask<{ memberships: { schoolId: string }[] }>('GET', '/me');
  const { personId } = (await (await learner.get('/api/v1/me')).json()) as { personId: string };
  const schoolId = memberships[0]?.schoolId;
  const made = await ask<CourseDetail>('POST', '/courses', { schoolId, title, summary: '', subject: '' });
  const path = `/courses/${made.courseId}`;
  const { draft } = await ask<CourseDetail>('POST', `${path}/modules`, { title: 'One' });
  const lesson = { moduleId: draft[0]?.id, kind: 'text', title: 'Passwords' };
  const added = await ask<{ lessonId: string; course: CourseDetail }>('POST', `${path}/lessons`, lesson);
  const switches = { version: added.course.version, certificate: true, discussion: true };
  await ask('PATCH', path, switches);
  const { version } = await ask<CourseDetail>('PUT', `${path}/people/${personId}`);
  await ask('POST', `${path}/publish`, { version });
  return { lesson: `/learning/${made.courseId}/${added.lessonId}` };
}

test('a learner asks a teacher by name, who is told and answers; both see it at once, on two servers', async ({
  as,
}) => {
  const [rao, amara] = [await as('rao'), await as('amara', other())];
  const title = `Staying safe ${Date.now()}`;
  const { lesson } = await aCourse(rao.context().request, title, amara.context().request);
  await amara.goto(lesson);
  const field = amara.getByLabel('Ask or say something about this lesson');
  await field.pressSequentially('Hello @ra');
  await expect(amara.getByRole('button', { name: /Ms Rao/ })).toBeVisible();
  await field.press('ArrowDown');
  await amara.keyboard.press('Enter');
  await amara.keyboard.type('is a sentence a good password?');
  await amara.getByRole('button', { name: 'Post' }).click();
  await expect(amara.getByText('Hello @Ms Rao is a sentence')).toBeVisible();
  await expect(field).toHaveValue('');

  await rao.goto('/notices');
  await rao.getByRole('link', { name: `named you below Passwords in ${title}` }).click();
  await expect(rao.getByText('Hello @Ms Rao is a sentence')).toBeInViewport();
  await rao.getByRole('button', { name: 'Answer Amara Okafor' }).click();
  await rao.getByLabel('Your answer').fill('Four words that nobody would guess.');
  await rao.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(amara.getByText('Four words that nobody would guess.')).toBeVisible();

  await rao.getByRole('button', { name: 'More about what Ms Rao wrote' }).click();
  await rao.getByRole('button', { name: 'Take away' }).click();
  await expect(amara.getByText('Taken away by whoever wrote it.')).toBeVisible();
  await rao.getByRole('button', { name: 'Undo' }).click();
  await expect(amara.getByText('Four words that nobody would guess.')).toBeVisible();
});

test('a finished course gives a certificate that anybody can look up, until it is taken back', async ({
  as,
  browser,
}) => {
  const [rao, amara] = [await as('rao'), await as('amara', other())];
  const title = `Safe and sound ${Date.now()}`;
  const { lesson } = await aCourse(rao.context().request, title, amara.context().request);
  await amara.goto('/learning/certificates');
  await expect(amara.getByRole('heading', { level: 1, name: 'Certificates' })).toBeVisible();
  await amara
    .context()
    .request.put(
      `/api/v1${lesson.replace('/learning', '/courses').replace(/\/(\w+)$/, '/lessons/$1')}/done`,
      {
        data: { done: true },
      },
    );
  const paper = amara.getByRole('listitem').filter({ has: amara.getByRole('heading', { name: title }) });
  const download = amara.waitForEvent('download');
  await paper.getByRole('link', { name: `Download (PDF) ${title}` }).click();
  expect((await download).suggestedFilename()).toContain('Amara-Okafor.pdf');

  const code = (await paper.getByText(/^\w{5}-\w{5}-\w{5}-\w{5}$/).textContent()) ?? '';
  const stranger = await (await browser.newContext({ baseURL: one() })).newPage();
  await stranger.goto('/verify');
  await stranger.getByLabel('The code on the certificate').fill(code.toLowerCase());
  await stranger.getByRole('button', { name: 'Look it up' }).click();
  await expect(stranger.getByRole('heading', { name: 'Genuine', exact: true })).toBeVisible();
  await expect(stranger.getByText(title)).toBeVisible();

  await rao.goto(`${lesson.replace('/learning', '/courses').replace(/\/\w+$/, '')}/certificates`);
  await rao.getByRole('button', { name: 'Take back the certificate of Amara Okafor' }).click();
  await rao.getByLabel('Why').fill('A mistake');
  await rao.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await expect(amara.getByText('Taken back by the school.')).toBeVisible();
  await stranger.reload();
  await expect(stranger.getByRole('heading', { name: 'Taken back' })).toBeVisible();
  await stranger.context().close();
});

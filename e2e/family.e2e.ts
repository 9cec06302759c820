import type { AbsenceReport, Snapshot } from '@quad/shared/attendance';
import type { Page } from '@playwright/test';
import { expect, freshRegister, other, test } from './support/quad';

const mark = (page: Page, code: string, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${code},.*: ${name}$`) });

test('a guardian reports an illness on a phone, the office approves it, the open register knows', async ({
  as,
}) => {
  const [okafor, rao] = [await as('okafor'), await as('rao', other())];
  const tom = await as('tom', other(), { viewport: { width: 1440, height: 900 } });
  await clearToday(okafor, tom);
  await rao.goto(`/registers/${await freshRegister(rao, '7B Mathematics')}`);
  await expect(rao.getByText('0 of 30 marked')).toBeVisible();

  await okafor.goto('/family');
  const amara = okafor.getByRole('article', { name: 'Amara Okafor' });
  await amara.getByRole('link', { name: /Report an absence/ }).click();
  await okafor.getByRole('button', { name: 'Tell the school' }).click();
  await expect(amara.getByText(/Illness .* waiting for the office/)).toBeVisible();
  await expect(rao.getByText('E · reported: illness')).toBeVisible();

  await tom.goto('/absences');
  await tom.getByRole('button', { name: /^Approve: Amara Okafor/ }).click();
  await expect(rao.getByText('E · approved: illness')).toBeVisible();
  await expect(amara.getByText(/Illness .* approved/)).toBeVisible();

  await rao.getByRole('button', { name: /^Rest present/ }).click();
  await expect(rao.getByText('29 present · 1 excused')).toBeVisible();
  await clearToday(okafor, tom);
});

test('a guardian sees a mark as it is made, and none of another child’s', async ({ as }) => {
  const [okafor, rao] = [await as('okafor'), await as('rao', other())];
  await rao.goto(`/registers/${await freshRegister(rao, '7B Mathematics')}`);
  await okafor.goto('/family');
  const amara = okafor.getByRole('article', { name: 'Amara Okafor' });
  await amara.getByRole('link', { name: /whole picture/ }).click();
  await expect(okafor.getByRole('heading', { level: 1, name: 'Amara Okafor' })).toBeVisible();
  await mark(rao, 'L', 'Amara Okafor').click();
  await expect(okafor.getByText(/Marked late/)).toBeVisible();
  await mark(rao, 'P', 'Amara Okafor').click();
  await expect(okafor.getByText(/Marked present/)).toBeVisible();
});

test('a pupil queries a mark, the teacher corrects it, the pupil and the register tell of it', async ({
  as,
}) => {
  const [amara, rao] = [await as('amara'), await as('rao', other())];
  const registerId = await freshRegister(rao, '7B Mathematics');
  await rao.goto(`/registers/${registerId}`);
  await mark(rao, 'A', 'Amara Okafor').click();
  await expect(rao.getByText('1 of 30 marked')).toBeVisible();
  await amara.goto('/attendance');
  await amara.getByRole('button', { name: /^Wednesday 4 March: / }).click();
  // this very register: another test may have one of the same class at another hour
  const { snapshot } = (await (
    await rao.context().request.get(`/api/v1/registers/${registerId}/sync?epoch=0&since=0`)
  ).json()) as { snapshot: Snapshot };
  await amara.getByRole('button', { name: `This mark is wrong: 7B Mathematics ${snapshot.starts}` }).click();
  await amara.getByRole('textbox', { name: 'What is right?' }).fill('I sat in the first row.');
  await amara.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
  await expect(amara.getByText(/You see the answer here/)).toBeVisible();
  await amara.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

  await rao.goto('/inbox');
  const card = rao.getByRole('article').filter({ hasText: 'I sat in the first row.' });
  await card.getByRole('combobox').selectOption('P');
  await card.getByRole('button', { name: 'Correct the mark' }).click();
  await expect(card).toHaveCount(0);
  await expect(amara.getByText('corrected by Ms Rao')).toBeVisible();
  const { request } = rao.context();
  const sync = await request.get(`/api/v1/registers/${registerId}/sync?epoch=0&since=0`);
  expect(await sync.text()).toContain('"P"');
});

test('the office nudges, and the teacher is told on whatever page', async ({ as }) => {
  const [rao, tom] = [await as('rao'), await as('tom', other())];
  const registerId = await freshRegister(rao, '7B Mathematics');
  await rao.goto('/more');
  await expect(rao.getByRole('heading', { level: 1 })).toBeVisible();
  const asked = await tom.context().request.post(`/api/v1/registers/${registerId}/nudge`);
  expect(asked.ok()).toBe(true);
  await expect(rao.getByText(/Mr Fischer asks for the register of 7B Mathematics/)).toBeVisible();
  await rao.getByRole('link', { name: 'Take register' }).click();
  await rao.getByRole('button', { name: /^Rest present/ }).click();
  await expect(rao.getByText('30 of 30 marked')).toBeVisible();
  await rao.goto('/inbox');
  await expect(rao.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  await expect(rao.getByText(/asks for the register/)).toHaveCount(0);
});

/** Other tests share the demo's day: what this one reported goes back to nothing. */
async function clearToday(guardian: Page, office: Page): Promise<void> {
  const { request } = guardian.context();
  const { children } = (await (await request.get('/api/v1/me')).json()) as { children: string[] };
  for (const child of children) {
    const { rows } = (await (await request.get(`/api/v1/pupils/${child}/absences`)).json()) as {
      rows: AbsenceReport[];
    };
    for (const { id, state } of rows) {
      if (state === 'approved' || state === 'declined')
        await office.context().request.post(`/api/v1/absences/${id}/reopen`);
      if (state !== 'withdrawn') await request.post(`/api/v1/absences/${id}/withdraw`);
    }
  }
}

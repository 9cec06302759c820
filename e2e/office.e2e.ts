import type { Page } from '@playwright/test';
import { expect, freshRegister, other, test } from './support/quad';

const desk = { viewport: { width: 1440, height: 900 } };
const row = (page: Page, registerId: string) =>
  page.getByRole('row').filter({ has: page.locator(`a[href="/registers/${registerId}"]`) });
const pressed = (page: Page, letter: string, name: string) =>
  expect(page.getByRole('button', { name: new RegExp(`^${letter},.*: ${name}$`) })).toHaveAttribute(
    'aria-pressed',
    'true',
  );

test('the office’s morning: a register fills, a pupil arrives after it was closed, a mark is corrected and tells its history', async ({
  as,
}) => {
  const rao = await as('rao');
  const tom = await as('tom', other(), desk);
  // one that has begun by the demo's clock: nobody arrives in the future
  const id = await freshRegister(rao, '7B Mathematics', '08');
  await tom.goto('/day?q=7B%20Mathematics');
  await expect(row(tom, id)).toContainText('30 pupils');

  await rao.goto(`/registers/${id}`);
  await rao.getByRole('button', { name: /^A,.*: Amara Okafor$/ }).click();
  await rao.getByRole('button', { name: /^Rest present/ }).click();
  await expect(row(tom, id)).toContainText('Being taken');
  await expect(row(tom, id)).toContainText('30 of 30 marked · 1 absent');
  await expect(row(tom, id)).toContainText('Ms Rao here now');
  await rao.getByRole('button', { name: 'Close register' }).click();
  await expect(row(tom, id)).toContainText('Closed');

  // at its very beginning: another test may have opened a later one for the same class
  const starts = (await row(tom, id).locator('b').first().textContent()) ?? '';
  await tom.goto('/day?tab=absent&q=Amara%20Okafor');
  const amara = tom.getByRole('listitem').filter({ has: tom.getByRole('heading', { name: /Amara Okafor/ }) });
  await amara.getByRole('button', { name: /^Arrived/ }).click();
  await tom.getByLabel('When?').fill(starts);
  await tom.getByRole('dialog').getByRole('button', { name: 'Arrived' }).click();
  await expect(tom.getByText('Amara Okafor: 0 min late in 7B Mathematics')).toBeVisible();
  await pressed(rao, 'L', 'Amara Okafor');

  await tom.goto(`/registers/${id}`);
  await tom.getByRole('button', { name: 'More for Amara Okafor' }).click();
  const sheet = tom.getByRole('dialog', { name: 'Amara Okafor' });
  await sheet.getByRole('button', { name: /Excused/ }).click();
  await expect(sheet.getByRole('button', { name: 'Save correction' })).toBeDisabled();
  await sheet.getByLabel('Why is it corrected?').fill('At the dentist, letter shown');
  await sheet.getByRole('button', { name: 'Save correction' }).click();
  await expect(rao.getByRole('button', { name: /^E, Excused.*Amara Okafor/ })).toBeVisible();

  await tom.getByRole('button', { name: /Excused.*More for Amara Okafor/ }).click();
  await sheet.getByRole('button', { name: 'History' }).click();
  const steps = sheet.getByRole('list').getByRole('listitem');
  await expect(steps).toHaveCount(3);
  await expect(steps.nth(0)).toContainText(/not marked.*Absent.*Ms Rao · teacher/);
  await expect(steps.nth(1)).toContainText(/Absent.*Late.*Why: Arrived at .*Mr Fischer · office/);
  await expect(steps.nth(2)).toContainText(
    /Late.*Excused.*Why: At the dentist, letter shown.*Mr Fischer · office/,
  );
});

test('a register nobody took is reminded of once, and the second reminder says that it came too soon', async ({
  as,
}) => {
  const tom = await as('tom', undefined, desk);
  await tom.goto('/day?q=9A%20Art');
  const nudge = tom.getByRole('button', { name: 'Nudge 9A Art' });
  await nudge.click();
  await expect(tom.getByText('Ms Jung: reminded.')).toBeVisible();
  await nudge.click();
  await expect(tom.getByText(/less than two minutes ago/)).toBeVisible();
});

test('two wardens call the roll, one of them without a network, and end with the same list', async ({
  as,
}) => {
  const tom = await as('tom', undefined, desk);
  const rao = await as('rao', other());
  await Promise.all([tom.goto('/on-site'), rao.goto('/on-site')]);
  await tom.getByRole('button', { name: 'Start roll-call' }).click();
  const person = (page: Page, name: string) =>
    page.getByRole('list', { name: 'Pupils' }).getByRole('button', { name: new RegExp(`^${name}`) });
  await expect(person(rao, 'Amara Okafor')).toBeVisible();

  await rao.context().setOffline(true);
  await person(rao, 'Amara Okafor').click();
  await person(rao, 'Hugo Bernard').click();
  await expect(rao.getByText(/Offline since .*2 taps are waiting/)).toBeVisible();
  await person(tom, 'Hana Suzuki').click();
  await expect(person(tom, 'Hana Suzuki')).toContainText('Mr Fischer');
  await rao.context().setOffline(false);

  await expect(person(tom, 'Amara Okafor')).toContainText('Ms Rao', { timeout: 20_000 });
  await expect(person(rao, 'Hana Suzuki')).toContainText('Mr Fischer');
  await expect(rao.getByText(/taps are waiting/)).toHaveCount(0);
  // pressing again takes it back, for everybody
  await person(tom, 'Hugo Bernard').click();
  await expect(person(rao, 'Hugo Bernard')).toHaveAttribute('aria-pressed', 'false');
  const figures = (page: Page) => page.locator('dl').first().textContent();
  await expect.poll(async () => (await figures(tom)) === (await figures(rao))).toBe(true);
  await tom.getByRole('button', { name: 'End roll-call' }).click();
  await expect(rao.getByRole('button', { name: 'Start roll-call' })).toBeVisible();
});

test('a district admin goes from the district to a school, a class and a pupil, and the figures agree', async ({
  as,
}) => {
  const amina = await as('amina', undefined, desk);
  await amina.goto('/board');
  const harbour = amina.getByRole('row', { name: /Harbour Academy/ });
  await harbour.getByRole('link', { name: 'Harbour Academy', exact: true }).click();
  await expect(amina.getByRole('heading', { name: 'Today, live' })).toBeVisible();
  await amina.waitForURL(/\/schools\/.*\/day$/);
  const school = new URL(amina.url()).pathname.replace('/day', '');
  // a day that is over: today's figures change while other tests mark
  await amina.goto(`${school}/day?date=2026-02-25`);
  const share = (await figure(amina, 'Attendance').textContent()) ?? '';
  expect(share).toMatch(/%$/);
  await amina.goto(`${school}/summary?from=2026-02-25&to=2026-02-25`);
  await expect(figure(amina, 'Attendance')).toHaveText(share);

  await amina.goto(`${school}/summary?from=2026-02-23&to=2026-02-27`);
  const ofClass = amina.getByRole('row', { name: /^7B Mathematics/ });
  const classShare = (await ofClass.locator('b').textContent()) ?? '';
  await ofClass.getByRole('link').click();
  await expect(amina.getByRole('heading', { name: '7B Mathematics' })).toBeVisible();
  await expect(figure(amina, 'Attendance')).toHaveText(classShare);
  await expect(amina.getByText('Mon 23 February – Fri 27 February')).toBeVisible();

  await amina.getByRole('link', { name: 'Amara Okafor' }).click();
  await expect(amina.getByRole('heading', { level: 1, name: 'Amara Okafor' })).toBeVisible();
  await expect(amina.getByRole('img', { name: /^February: .* days\./ })).toBeVisible();
});

/** The figure of a card of totals. */
function figure(page: Page, name: string) {
  return page
    .locator('dl > div', { has: page.getByText(name, { exact: true }) })
    .locator('dd')
    .first();
}

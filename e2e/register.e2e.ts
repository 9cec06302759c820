import type { Page } from '@playwright/test';
import { expect, freshRegister, other, test, today } from './support/quad';

const mark = (page: Page, code: string, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${code},.*: ${name}$`) });
const pressed = (page: Page, code: string, name: string) =>
  expect(mark(page, code, name)).toHaveAttribute('aria-pressed', 'true');

test('two teachers on two servers mark one class and see the same at once', async ({ as }) => {
  const rao = await as('rao');
  const lind = await as('lind', other());
  const id = await freshRegister(rao, '7B Mathematics');
  await Promise.all([rao.goto(`/registers/${id}`), lind.goto(`/registers/${id}`)]);
  await expect(rao.getByText('0 of 30 marked')).toBeVisible();
  await expect(rao.getByText(/Mr Lind is here too/)).toBeVisible();
  await expect(lind.getByText(/Ms Rao is here too/)).toBeVisible();

  await mark(rao, 'A', 'Amara Okafor').click();
  await pressed(lind, 'A', 'Amara Okafor');
  await mark(lind, 'P', 'Amara Okafor').click();
  await pressed(rao, 'P', 'Amara Okafor');

  await rao.getByRole('button', { name: /^Rest present/ }).click();
  await expect(lind.getByText('30 of 30 marked')).toBeVisible();
  await rao.getByRole('button', { name: 'Undo' }).click();
  await expect(lind.getByText('1 of 30 marked')).toBeVisible();
  await pressed(rao, 'P', 'Amara Okafor');
});

test('an undo takes back only what still stands', async ({ as }) => {
  const rao = await as('rao');
  const lind = await as('lind', other());
  const id = await freshRegister(rao, '7B Mathematics');
  await Promise.all([rao.goto(`/registers/${id}`), lind.goto(`/registers/${id}`)]);
  await rao.getByRole('button', { name: /^Rest present/ }).click();
  await expect(lind.getByText('30 of 30 marked')).toBeVisible();
  await mark(lind, 'A', 'Amara Okafor').click();
  await pressed(rao, 'A', 'Amara Okafor');
  await rao.getByRole('button', { name: 'Undo' }).click();
  await expect(lind.getByText('1 of 30 marked')).toBeVisible();
  await pressed(lind, 'A', 'Amara Okafor');
});

test('a register is closed with a name and a time, and reopened with a reason', async ({ as }) => {
  const rao = await as('rao');
  const lind = await as('lind', other());
  const id = await freshRegister(rao, '7B Mathematics');
  await Promise.all([rao.goto(`/registers/${id}`), lind.goto(`/registers/${id}`)]);
  await lind.getByRole('button', { name: /^Rest present/ }).click();
  await lind.getByRole('button', { name: 'Close register' }).click();
  await expect(rao.getByText(/Closed by Mr Lind at \d\d?:\d\d/)).toBeVisible();
  await mark(rao, 'A', 'Amara Okafor').click({ force: true });
  await pressed(rao, 'P', 'Amara Okafor');
  await rao.getByRole('button', { name: 'Reopen' }).click();
  await rao.getByLabel('Why?').fill('Amara left at once');
  await rao.getByRole('dialog').getByRole('button', { name: 'Reopen' }).click();
  await mark(rao, 'A', 'Amara Okafor').click();
  await pressed(lind, 'A', 'Amara Okafor');
});

test('a class is taken by keyboard alone', async ({ as }) => {
  const rao = await as('rao', undefined, { viewport: { width: 1440, height: 900 } });
  await rao.goto(`/registers/${await freshRegister(rao, '7B Mathematics')}`);
  await expect(rao.getByText('0 of 30 marked')).toBeVisible();
  await rao.keyboard.press('ArrowDown');
  await rao.keyboard.press('p');
  await rao.keyboard.press('l');
  await rao.keyboard.press('a');
  await expect(rao.getByText('3 of 30 marked')).toBeVisible();
  await rao.keyboard.press('u');
  await expect(rao.getByText('2 of 30 marked')).toBeVisible();
  await rao.keyboard.press('r');
  await expect(rao.getByText('30 of 30 marked')).toBeVisible();
});

test('marks made without a network are shown as waiting and arrive when it is back', async ({ as }) => {
  const rao = await as('rao');
  const lind = await as('lind', other());
  const id = await freshRegister(rao, '7B Mathematics');
  await Promise.all([rao.goto(`/registers/${id}`), lind.goto(`/registers/${id}`)]);
  await expect(rao.getByText('0 of 30 marked')).toBeVisible();
  await rao.context().setOffline(true);
  await mark(rao, 'A', 'Amara Okafor').click();
  await mark(rao, 'L', 'Hana Suzuki').click();
  await expect(rao.getByRole('status').filter({ hasText: '2 waiting' })).toBeAttached();
  await expect(lind.getByText('0 of 30 marked')).toBeVisible();
  await rao.context().setOffline(false);
  await expect(lind.getByText('2 of 30 marked')).toBeVisible();
  await expect(rao.getByRole('status').filter({ hasText: 'In line' })).toBeAttached();
});

test('today shows the register filling while somebody else takes it', async ({ as }) => {
  const rao = await as('rao');
  const lind = await as('lind', other());
  const { rows } = await today(rao);
  const next = rows.find((row) => row.starts === '09:50');
  await lind.goto('/today');
  const row = lind
    .getByRole('button', { name: /09:50 8C Mathematics/ })
    .or(lind.getByRole('link', { name: /09:50 8C Mathematics/ }));
  await expect(row).toBeVisible();
  await rao.goto(`/registers/${next?.registerId ?? ''}`);
  await rao.getByRole('button', { name: /^Rest present/ }).click();
  await expect(row).toContainText('30/30');
});

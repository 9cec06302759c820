import { expect, freshRegister, other, test } from './support/quad';

test('a pupil’s page changes as the teacher taps', async ({ as }) => {
  const rao = await as('rao');
  const amara = await as('amara', other());
  await amara.goto('/attendance');
  await expect(amara.getByRole('heading', { name: /Amara/ })).toBeVisible();
  const percentage = amara.getByRole('img', { name: /%/ }).first();
  const before = (await percentage.getAttribute('aria-label')) ?? '';
  await rao.goto(`/registers/${await freshRegister(rao, '7B Mathematics')}`);
  await rao.getByRole('button', { name: /^A,.*: Amara Okafor$/ }).click();
  await expect(percentage).not.toHaveAccessibleName(before);
  await rao.getByRole('button', { name: /^P,.*: Amara Okafor$/ }).click();
  await expect(amara.getByText(/Marked present/)).toBeVisible();
});

test('the month is in the address and survives a reload', async ({ as }) => {
  const amara = await as('amara');
  await amara.goto('/attendance?month=2026-01');
  await expect(amara.getByText('January')).toBeVisible();
  await amara.reload();
  await expect(amara.getByText('January')).toBeVisible();
});

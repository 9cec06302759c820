import { expect, freshRegister, other, test } from './support/quad';

test('the district sees its schools fill, and searches and sorts them by the address', async ({ as }) => {
  const rao = await as('rao');
  const amina = await as('amina', other(), { viewport: { width: 1440, height: 900 } });
  await amina.goto('/board');
  const harbour = amina.getByRole('row', { name: /Harbour Academy/ });
  await expect(harbour).toBeVisible();
  const before = await harbour.textContent();
  await rao.goto(`/registers/${await freshRegister(rao, '7B Mathematics')}`);
  await rao.getByRole('button', { name: /^A,.*: Amara Okafor$/ }).click();
  await expect(harbour).not.toHaveText(before ?? '');
  await amina.goto('/board?q=linden&sort=attendance');
  await expect(amina.getByRole('row', { name: /Linden Park School/ })).toBeVisible();
  await expect(amina.getByRole('row', { name: /Harbour Academy/ })).toHaveCount(0);
  await amina.goto('/board?q=nothing-like-it');
  await expect(amina.getByRole('heading', { name: 'No school has this name.' })).toBeVisible();
});

import { expect, freshRegister, test } from './support/quad';

test('another’s register is not there, whoever asks by whatever way', async ({ as }) => {
  const rao = await as('rao');
  const id = await freshRegister(rao, '7B Mathematics');
  const amara = await as('amara');
  await amara.goto(`/registers/${id}`);
  await expect(
    amara
      .getByRole('alert')
      .or(amara.getByRole('heading', { name: /no access|not|may/i }))
      .first(),
  ).toBeVisible();
  await expect(amara.getByText('Hana Suzuki')).toHaveCount(0);
  const grace = await as('grace');
  await grace.goto('/board');
  await expect(grace.getByText('Harbour Academy').first()).toBeVisible();
  await expect(grace.getByText('Linden Park School')).toHaveCount(0);
});

test('an address that leads nowhere says so and leads back', async ({ as }) => {
  const rao = await as('rao');
  await rao.goto('/no/such/page');
  await expect(rao.getByRole('heading', { level: 1 })).toBeVisible();
  await rao
    .getByRole('link', { name: /Today|home/i })
    .first()
    .click();
  await expect(rao.getByRole('heading', { name: /Ms Rao/ })).toBeVisible();
});

import { expect, one, other, password, test } from './support/quad';

test('one signs in, comes where the link led, and is told what is wrong', async ({ page }) => {
  await page.goto(`${one()}/today`);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Type your password.')).toBeVisible();
  await page.getByRole('textbox').first().fill('rao');
  await page.getByLabel('Password', { exact: true }).fill('not her password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('do not fit');
  await page.getByLabel('Password', { exact: true }).fill(password());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/today$/);
  await expect(page.getByRole('heading', { name: /Ms Rao/ })).toBeVisible();
});

test('signing out everywhere ends every screen, on every server', async ({ as }) => {
  const here = await as('grace');
  const there = await as('grace', other());
  await Promise.all([here.goto('/board'), there.goto('/board')]);
  await expect(there.getByText('Harbour Academy').first()).toBeVisible();
  await here.goto('/more');
  await here.getByRole('button', { name: 'Sign out on every device' }).click();
  await here
    .getByRole('dialog')
    .getByRole('button', { name: /^Sign out/ })
    .click();
  await expect(here.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(there.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('a session goes on when its access token has run out', async ({ as }) => {
  const rao = await as('rao');
  await rao.goto('/today');
  await expect(rao.getByRole('heading', { name: /Ms Rao/ })).toBeVisible();
  await rao.context().clearCookies({ name: 'quad_access' });
  await rao.reload();
  await expect(rao.getByRole('heading', { name: /Ms Rao/ })).toBeVisible();
});

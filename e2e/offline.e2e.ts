import type { BrowserContext, Page } from '@playwright/test';
import type { Snapshot } from '@quad/shared/attendance';
import { expect, freshRegister, one, password, test } from './support/quad';

/** Text, for this project knows no browser's types: the ids of the registers that are on the device of whoever is signed in. */
const keptRegisters = `new Promise((resolve) => {
  const opening = indexedDB.open('quad-' + localStorage.getItem('quad-person'));
  opening.onsuccess = () => {
    const db = opening.result;
    const all = db.objectStoreNames.contains('registers')
      ? db.transaction('registers').objectStore('registers').getAllKeys()
      : null;
    db.close();
    if (all === null) resolve([]);
    else all.onsuccess = () => resolve(all.result);
  };
})`;

/** Opens the app and waits until the device has it, and this register, which nobody has opened on it yet. */
async function openWith(page: Page, registerId: string): Promise<void> {
  const brought = page.waitForResponse(/\/me\/registers$/);
  await page.goto('/today');
  await brought;
  await expect.poll(() => page.evaluate<string[]>(keptRegisters)).toContain(registerId);
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
}

async function marksOf(context: BrowserContext, registerId: string): Promise<(string | null)[]> {
  const answer = await context.request.get(`/api/v1/registers/${registerId}/sync?epoch=0&since=0`);
  const { snapshot } = (await answer.json()) as { snapshot: Snapshot };
  return snapshot.marks.map(({ code }) => code).filter((code) => code !== null);
}

async function signIn(page: Page, login: string): Promise<void> {
  await page.getByRole('textbox').first().fill(login);
  await page.getByLabel('Password', { exact: true }).fill(password());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('link', { name: 'More' }).first()).toBeVisible();
}

test('without a network the app opens, a register is marked, and the mark outlives the browser’s page', async ({
  as,
}) => {
  const rao = await as('rao', one(), { serviceWorkers: 'allow' });
  const id = await freshRegister(rao, '7B Mathematics');
  const context = rao.context();
  await openWith(rao, id);
  await context.setOffline(true);
  await rao.reload();
  await expect(rao.getByText('You are offline.')).toBeVisible();
  await rao.locator(`a[href="/registers/${id}"]`).click();
  await rao
    .getByRole('button', { name: /^A, Absent/ })
    .first()
    .click();
  await expect(rao.getByRole('button', { name: /1 waiting/ })).toBeVisible();
  await rao.close();

  const again = await context.newPage();
  await again.goto(`/registers/${id}`);
  await expect(again.getByRole('button', { name: /1 waiting/ })).toBeVisible();
  await context.setOffline(false);
  await expect(again.getByRole('button', { name: /In line/ })).toBeVisible({ timeout: 15_000 });
  expect(await marksOf(context, id)).toEqual(['A']);
});

test('what waits at sign-out is kept for its own person: the next one on the device neither sees nor sends it', async ({
  as,
}) => {
  const page = await as('rao', one(), { serviceWorkers: 'allow' });
  const id = await freshRegister(page, '7B Mathematics');
  const context = page.context();
  await openWith(page, id);
  await page.goto(`/registers/${id}`);
  await expect(page.getByRole('button', { name: /^A, Absent/ }).first()).toBeVisible();
  await context.setOffline(true);
  await page
    .getByRole('button', { name: /^L, Late/ })
    .first()
    .click();
  await expect(page.getByRole('button', { name: /1 waiting/ })).toBeVisible();
  await page.goto('/more');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByText('1 change of yours has not reached the server.')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out and keep it for later' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await context.setOffline(false);

  await signIn(page, 'lind');
  await page.goto(`/registers/${id}`);
  await expect(page.getByRole('button', { name: /In line/ })).toBeVisible();
  expect(await marksOf(context, id)).toEqual([]);
  await page.goto('/more');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

  await signIn(page, 'rao');
  await expect.poll(() => marksOf(context, id)).toEqual(['L']);
});

import type { Mail } from '@quad/shared/notifications';
import type { Paged } from '@quad/shared/platform';
import { expect, one, other, test } from './support/quad';

test('the office mails a pupil a code, and she comes in by it and sees her page', async ({ as, browser }) => {
  const tom = await as('tom');
  await tom.goto('/people?q=freya lind');
  await tom.getByRole('link', { name: 'Freya Lind' }).click();
  await tom.getByRole('button', { name: 'Edit', exact: true }).click();
  await tom.getByLabel('E-mail').fill('freya@home.example');
  await tom.getByRole('button', { name: 'Save' }).click();
  await tom.getByRole('button', { name: 'Mail a code' }).click();
  await expect(tom.getByText('1 mail is on its way.')).toBeVisible();

  const { request } = (await as('amina', other())).context();
  const link = async (): Promise<string> => {
    const { rows } = (await (await request.get('/api/v1/mails')).json()) as Paged<Mail>;
    const text = rows.find(({ to }) => to.includes('freya@home.example'))?.text ?? '';
    return /\/start#[\w-]+/.exec(text)?.[0] ?? '';
  };
  await expect.poll(link).not.toBe('');
  const context = await browser.newContext({ baseURL: one(), viewport: { width: 390, height: 844 } });
  const freya = await context.newPage();
  await freya.goto(await link());
  await expect(freya.getByRole('heading', { name: 'Hello Freya' })).toBeVisible();
  await freya.getByLabel('Sign-in name').fill('freya');
  await freya.getByLabel('Choose a password').fill('four words in a row');
  await freya.getByRole('button', { name: 'Go in' }).click();
  await expect(freya).toHaveURL(/\/attendance$/);
  await expect(freya.getByRole('heading', { name: /Freya/ })).toBeVisible();
  await context.close();
});

test('a father who teaches follows a link to his child and goes back to his lessons', async ({ as }) => {
  const lind = await as('lind');
  await lind.goto('/family');
  await expect(lind.getByText('This page is for you as Guardian · Harbour Academy.')).toBeVisible();
  await expect(lind.getByRole('article', { name: 'Freya Lind' })).toBeVisible();
  await lind.goto('/more');
  await lind.getByRole('button', { name: 'Go on as Teacher · Harbour Academy' }).click();
  await expect(lind.getByRole('heading', { name: /Mr Lind/ })).toBeVisible();
});

import type { Locator, Page } from '@playwright/test';
import { expect, other, test } from './support/quad';

const desk = { viewport: { width: 1440, height: 900 } };

test('a district admin makes a school with a term and a bell, appoints its admin, archives it and takes that back', async ({
  as,
}) => {
  const amina = await as('amina', undefined, desk);
  const name = `Brook Lane ${Date.now()}`;
  await amina.goto('/schools');
  await amina.getByRole('button', { name: 'Add a school' }).click();
  const dialog = amina.getByRole('dialog', { name: 'Add a school' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Code').fill(name.slice(-8));
  await dialog.getByRole('button', { name: 'Add' }).click();
  await amina.getByRole('link', { name }).click();
  await expect(amina.getByRole('heading', { level: 1, name })).toBeVisible();

  await amina.getByRole('button', { name: 'Terms' }).click();
  await amina.getByRole('button', { name: 'Add a term' }).click();
  await fillSpan(
    amina.getByRole('group', { name: 'Term 1' }),
    'Summer term',
    ['First day', 'Last day'],
    ['2026-04-20', '2026-07-22'],
  );
  await amina.getByRole('button', { name: 'Save' }).click();
  await expect(amina.getByText('The terms are saved.')).toBeVisible();

  await amina.getByRole('button', { name: 'Bells' }).click();
  await amina.getByRole('button', { name: 'Add a period' }).click();
  await fillSpan(
    amina.getByRole('group', { name: 'Period 1' }),
    'First',
    ['Begins', 'Ends'],
    ['09:00', '08:00'],
  );
  await expect(amina.getByText('Ends before it begins.')).toBeVisible();
  await amina.getByLabel('Ends').fill('09:50');
  await amina.getByRole('button', { name: 'Save' }).click();
  await expect(amina.getByText('The bells are saved.')).toBeVisible();

  await amina.getByRole('button', { name: 'Admins' }).click();
  await amina.getByRole('button', { name: 'Somebody new' }).click();
  const person = amina.getByRole('dialog', { name: 'Add somebody' });
  await person.getByLabel('Given name').fill('Hanna');
  await person.getByLabel('Family name').fill('Head');
  await person.getByRole('button', { name: 'Add' }).click();
  await expect(amina.getByRole('listitem').filter({ hasText: 'Hanna Head' })).toBeVisible();

  await amina.getByRole('button', { name: 'Details' }).click();
  await amina.getByRole('button', { name: 'Archive this school' }).click();
  await expect(amina.getByText(/Archived since/)).toBeVisible();
  await amina.getByRole('button', { name: 'Undo' }).click();
  await expect(amina.getByText(/Archived since/)).toHaveCount(0);
  // and away again: other tests count the district's schools
  await amina.getByRole('button', { name: 'Archive this school' }).click();
  await expect(amina.getByText(/Archived since/)).toBeVisible();
});

test('the office finds a pupil, fills a class, and hands one over: it comes to the teacher’s open page and goes again', async ({
  as,
}) => {
  const tom = await as('tom', undefined, desk);
  const rao = await as('rao', other());
  const clubName = `Chess club ${Date.now()}`;
  await tom.goto('/people?q=amara okafor');
  await tom.getByRole('link', { name: 'Amara Okafor' }).click();
  await expect(tom.getByRole('link', { name: '7B Mathematics' })).toBeVisible();

  await tom.goto('/school/classes');
  await tom.getByRole('button', { name: 'Add a class' }).click();
  const dialog = tom.getByRole('dialog', { name: 'Add a class' });
  await dialog.getByLabel('Class').fill(clubName);
  await dialog.getByLabel('Code').fill(clubName.slice(-8));
  await dialog.getByLabel('Subject').fill('Chess');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await tom.getByLabel('Find a class').fill(clubName);
  await tom.getByRole('link', { name: clubName }).click();
  await tom.getByRole('button', { name: 'Enrol pupils' }).click();
  await choose(tom, 'amara okafor', 'Amara Okafor');
  await tom.getByRole('dialog').getByRole('button', { name: 'Enrol pupils' }).click();
  await expect(tom.getByRole('link', { name: 'Amara Okafor' })).toBeVisible();
  await tom.getByRole('button', { name: 'Undo' }).click();
  await expect(tom.getByText('Nobody is enrolled.')).toBeVisible();

  await rao.goto('/classes');
  await expect(rao.getByRole('heading', { name: '7B Mathematics' })).toBeVisible();
  await expect(rao.getByRole('heading', { name: '7B History' })).toHaveCount(0);
  await tom.goto('/covers');
  await tom.getByRole('button', { name: 'Hand over a class' }).click();
  const cover = tom.getByRole('dialog', { name: 'Hand over a class' });
  await choose(cover.getByRole('group', { name: 'Class' }), '7B History', /7B History/);
  await choose(cover.getByRole('group', { name: 'To whom' }), 'rao', /Anjali Rao/);
  await cover.getByRole('button', { name: 'Hand over a class' }).click();
  await expect(rao.getByRole('heading', { name: '7B History' })).toBeVisible();
  await expect(rao.getByText(/Covering for/)).toBeVisible();
  await tom.getByRole('button', { name: 'End now: 7B History' }).click();
  await expect(rao.getByRole('heading', { name: '7B History' })).toHaveCount(0);
});

async function fillSpan(
  row: Locator,
  name: string,
  [from, to]: [string, string],
  [begins, ends]: [string, string],
): Promise<void> {
  await row.getByLabel('Name').fill(name);
  await row.getByLabel(from).fill(begins);
  await row.getByLabel(to).fill(ends);
}

async function choose(within: Page | Locator, search: string, option: string | RegExp): Promise<void> {
  await within.getByLabel('Find by name').fill(search);
  await within.getByLabel(option).check();
}

import { readFileSync } from 'node:fs';
import { expect, test } from './support/quad';

test('the office downloads a term of a class, and sees a week of it as it will be on paper', async ({
  as,
}) => {
  const tom = await as('tom', undefined, { viewport: { width: 1440, height: 900 } });
  await tom.goto('/reports?report=register&span=term');
  await tom.getByLabel('Class', { exact: true }).selectOption('7B Registration');
  const saved = tom.waitForEvent('download');
  await tom.getByRole('button', { name: 'Download' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(/^HAR_register_2026-01-05_2026-04-02_as-of_.*\.csv$/);
  await expect(tom.getByText(`Saved: ${file.suggestedFilename()}`)).toBeVisible();
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n');
  const [head = '', first = ''] = lines;
  expect(head).toMatch(/^row,school_code,.*,as_of$/);
  expect(first).toContain('7B Registration');
  const totals = lines.filter((line) => line.startsWith('total,'));
  const marks = totals.reduce((sum, line) => sum + Number(line.split(',').at(-2)), 0);
  expect(marks).toBe(lines.length - 1 - totals.length);

  await tom.getByRole('link', { name: /Print/ }).click();
  await expect(tom.getByRole('heading', { level: 1, name: '7B Registration' })).toBeVisible();
  await tom.getByRole('link', { name: 'Week before' }).click();
  await expect(tom.getByRole('row', { name: /Okafor, Amara/ })).toBeVisible();
  await tom.emulateMedia({ media: 'print' });
  await expect(tom.getByRole('button', { name: 'Print' })).toBeHidden();
});

test('a plain link brings the file, and a teacher is shown that this page is not theirs', async ({ as }) => {
  const amina = await as('amina');
  await amina.goto('/reports?report=ada-adm&format=json');
  const link = await amina.getByRole('link', { name: 'Plain link to the file' }).getAttribute('href');
  const answer = await amina.context().request.get(link ?? '');
  const body = (await answer.json()) as { rows: { school: string }[] };
  expect(new Set(body.rows.map((row) => row.school)).size).toBe(3);
  const rao = await as('rao');
  await rao.goto('/reports');
  await expect(rao.getByRole('heading', { name: 'Not for you' })).toBeVisible();
});

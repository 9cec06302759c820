import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import type { TeacherToday } from '@quad/shared/attendance';
import { findChromium } from '../deploy/local/chromium.mjs';

/**
 * Takes the README's pictures from a running Quad with its demo, so that they show what there is:
 * `npm run pictures -- --password …`, as `npm start` printed it.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    password: { type: 'string' },
    into: { type: 'string', default: resolve(import.meta.dirname, '../docs/pictures') },
  },
});
if (values.password === undefined) throw new Error('Say --password, as `npm start` printed it.');
const { url: baseURL, password, into } = values;

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5 };
const desk = { viewport: { width: 1440, height: 900 } };

const { executablePath, args, env } = await findChromium();
const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
await mkdir(into, { recursive: true });
try {
  const rao = await as(browser, 'rao', phone);
  await rao.goto('/today');
  await take(rao, 'today');
  const today = (await (await rao.context().request.get('/api/v1/me/today')).json()) as TeacherToday;
  const register = `/registers/${today.rows.find((row) => row.starts === '08:55')?.registerId ?? ''}`;
  const lind = await as(browser, 'lind', { ...phone, colorScheme: 'dark' });
  await lind.goto(register);
  await rao.goto(register);
  await markSome(rao);
  await take(rao, 'register');
  await take(lind, 'register-night');
  const amara = await as(browser, 'amara', phone);
  await amara.goto('/attendance');
  await take(amara, 'student');
  const tom = await as(browser, 'tom', desk);
  await tom.goto('/day');
  await take(tom, 'day');
  const okafor = await as(browser, 'okafor', phone);
  await okafor.goto('/family');
  await take(okafor, 'family');
  const amina = await as(browser, 'amina', desk);
  await amina.goto('/board');
  await take(amina, 'board');
} finally {
  await browser.close();
}

async function as(running: Browser, login: string, options: BrowserContextOptions): Promise<Page> {
  const context = await running.newContext({ ...options, baseURL, reducedMotion: 'reduce' });
  const answer = await context.request.post('/api/v1/session', { data: { login, password } });
  if (!answer.ok()) throw new Error(`${login} could not sign in at ${baseURL}.`);
  return context.newPage();
}

async function markSome(page: Page): Promise<void> {
  const absent = page.getByRole('button', { name: /^A, / });
  const late = page.getByRole('button', { name: /^L, / });
  await absent.nth(2).click();
  await late.nth(4).click();
  await page.getByRole('button', { name: /^Rest present/ }).click();
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(400);
  await page.screenshot({ path: resolve(into, `${name}.png`) });
}

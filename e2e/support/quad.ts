import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import type { Problem } from '@quad/shared/platform';
import type { Snapshot, TeacherToday } from '@quad/shared/attendance';

export { expect } from '@playwright/test';

export const one = (): string => setting('QUAD_ONE');
export const other = (): string => setting('QUAD_OTHER');
export const password = (): string => setting('QUAD_PASSWORD');
/** Opens the operator's door, as whoever runs the machine would. */
export const operatorKey = (): string => {
  const secrets = readFileSync(join(setting('QUAD_DATA_DIR'), 'secrets.json'), 'utf8');
  return (JSON.parse(secrets) as { operatorKey: string }).operatorKey;
};

/** `as('rao')` is a browser of her own, signed in; `as('lind', other())` the same on the second process. */
type As = (login: string, url?: string, options?: BrowserContextOptions) => Promise<Page>;

export const test = base.extend<{ as: As }>({
  as: async ({ browser }, use) => {
    const pages: Page[] = [];
    await use(async (login, url = one(), options = {}) => {
      const page = await signedIn(browser, login, url, options);
      pages.push(page);
      return page;
    });
    for (const page of pages) await page.context().close();
  },
});

async function signedIn(
  browser: Browser,
  login: string,
  baseURL: string,
  options: BrowserContextOptions,
): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 390, height: 844 },
    ...options,
    baseURL,
  });
  const answer = await context.request.post('/api/v1/session', { data: { login, password: password() } });
  if (!answer.ok()) throw new Error(`${login}: ${((await answer.json()) as Problem).title}`);
  return context.newPage();
}

/** The teacher's register at that time today, emptied and open: earlier tests leave theirs behind. */
export async function freshRegister(
  page: Page,
  classCode: string,
  // each worker has an hour of its own, or two could find the same register fresh
  hour = String(16 + test.info().parallelIndex),
): Promise<string> {
  const { request } = page.context();
  const classes = (await (await request.get('/api/v1/me/classes')).json()) as {
    classId: string;
    name: string;
  }[];
  const classId = classes.find(({ name }) => name === classCode)?.classId ?? '';
  for (let minute = 0; minute < 60; minute++) {
    const at = `${hour}:${String(minute).padStart(2, '0')}`;
    const made = await request.post(`/api/v1/classes/${classId}/registers`, { data: { at } });
    const { registerId } = (await made.json()) as { registerId: string };
    const { snapshot } = (await (
      await request.get(`/api/v1/registers/${registerId}/sync?epoch=0&since=0`)
    ).json()) as { snapshot: Snapshot };
    if (snapshot.seq === 0) return registerId;
  }
  throw new Error('sixty registers are all taken');
}

export async function today(page: Page): Promise<TeacherToday> {
  return (await (await page.context().request.get('/api/v1/me/today')).json()) as TeacherToday;
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is set by support/servers.ts`);
  return value;
}

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, freshRegister, one, test } from './support/quad';

/** Every screen there is: axe finds nothing, and nothing runs over the edge. */
const screens: { name: string; login: string; open(page: Page): Promise<void> }[] = [
  { name: 'today', login: 'rao', open: async (page) => shown(page, '/today', /Ms Rao/) },
  { name: 'register', login: 'rao', open: async (page) => openRegister(page) },
  { name: 'classes', login: 'rao', open: async (page) => shown(page, '/classes', /Classes/) },
  { name: 'not saved', login: 'rao', open: async (page) => shown(page, '/not-saved', 'Not saved') },
  { name: 'in line', login: 'rao', open: async (page) => openInLine(page) },
  { name: 'more', login: 'rao', open: async (page) => shown(page, '/more', /.+/) },
  { name: 'password', login: 'rao', open: async (page) => shown(page, '/more/password', 'Password') },
  { name: 'one-time codes', login: 'rao', open: async (page) => openCodesSetUp(page) },
  { name: 'devices', login: 'rao', open: async (page) => shown(page, '/more/devices', 'Devices') },
  { name: 'student', login: 'amara', open: async (page) => shown(page, '/attendance', /Amara/) },
  { name: 'inbox', login: 'rao', open: async (page) => shown(page, '/inbox', 'Inbox') },
  { name: 'family', login: 'okafor', open: async (page) => shown(page, '/family', /Ngozi/) },
  { name: 'child', login: 'okafor', open: async (page) => openChild(page) },
  {
    name: 'report',
    login: 'okafor',
    open: async (page) => shown(page, '/family/report', 'Report an absence'),
  },
  { name: 'family inbox', login: 'okafor', open: async (page) => shown(page, '/inbox', 'Inbox') },
  {
    name: 'absences',
    login: 'tom',
    open: async (page) => shown(page, '/absences?state=all', 'Reported absences'),
  },
  { name: 'office inbox', login: 'tom', open: async (page) => shown(page, '/inbox', 'Inbox') },
  { name: 'school day', login: 'tom', open: async (page) => shown(page, '/day', 'Today, live') },
  {
    name: 'absent',
    login: 'tom',
    open: async (page) => shown(page, '/day?tab=absent&kind=absent', 'Today, live'),
  },
  { name: 'on site', login: 'tom', open: async (page) => shown(page, '/on-site', 'On site') },
  { name: 'early warning', login: 'tom', open: async (page) => shown(page, '/warnings', 'Early warning') },
  { name: 'school summary', login: 'tom', open: async (page) => openFrom(page, '/day', 'Summary') },
  { name: 'pupil’s year', login: 'tom', open: async (page) => openPupil(page) },
  { name: 'rules', login: 'amina', open: async (page) => openRules(page) },
  { name: 'codes', login: 'amina', open: async (page) => openCodes(page) },
  { name: 'schools', login: 'amina', open: async (page) => shown(page, '/schools', 'Schools') },
  { name: 'people', login: 'tom', open: async (page) => shown(page, '/people', 'People') },
  { name: 'school classes', login: 'tom', open: async (page) => shown(page, '/school/classes', 'Classes') },
  { name: 'covers', login: 'tom', open: async (page) => shown(page, '/covers', 'Covers') },
  { name: 'reports', login: 'tom', open: async (page) => shown(page, '/reports', 'Reports') },
  { name: 'own school', login: 'grace', open: async (page) => shown(page, '/schools', 'Harbour Academy') },
  { name: 'new year', login: 'grace', open: async (page) => shown(page, '/roll-over', 'A new year') },
  { name: 'board', login: 'amina', open: async (page) => shown(page, '/board', /.+/) },
  { name: 'courses', login: 'rao', open: async (page) => shown(page, '/courses', 'Courses') },
  { name: 'course', login: 'rao', open: async (page) => openCourse(page) },
  { name: 'lesson editor', login: 'rao', open: async (page) => openLessonEditor(page) },
  { name: 'learners', login: 'rao', open: async (page) => openOfCourse(page, 'Learners') },
  { name: 'watching', login: 'rao', open: async (page) => openOfCourse(page, 'Watching') },
  { name: 'videos', login: 'rao', open: async (page) => openOfCourse(page, 'Videos') },
  { name: 'learning', login: 'amara', open: async (page) => shown(page, '/learning', 'Learning') },
  { name: 'course to learn', login: 'amara', open: async (page) => openOutline(page) },
  { name: 'lesson', login: 'amara', open: async (page) => openLesson(page) },
  { name: 'not found', login: 'rao', open: async (page) => shown(page, '/nowhere', /.+/) },
];

/** Each layout once and each scheme once by axe; the width between the layouts, for what runs over, on the way. */
const looks = [
  { colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
] as const;
const between = { width: 768, height: 1024 };

test.describe.configure({ mode: 'parallel', timeout: 120_000 });

for (const { colorScheme, viewport } of looks) {
  const look = { colorScheme, viewport, reducedMotion: 'reduce' } as const;
  const where = `${colorScheme}, ${viewport.width} px`;

  test(`${where}: the door`, async ({ browser }) => {
    const context = await browser.newContext({ ...look, baseURL: one() });
    const page = await context.newPage();
    await shown(page, '/sign-in', 'Sign in');
    await sound(page, 'sign-in');
    await shown(page, '/start', 'Start with your code');
    await sound(page, 'start');
    await shown(page, '/forgot', 'A new password');
    await sound(page, 'forgot');
    await context.close();
  });

  for (const login of new Set(screens.map((screen) => screen.login))) {
    test(`${where}: the screens of ${login}`, async ({ as }) => {
      const page = await as(login, undefined, look);
      for (const screen of screens.filter((each) => each.login === login)) {
        await screen.open(page);
        await sound(page, screen.name);
      }
    });
  }
}

async function shown(page: Page, path: string, heading: RegExp | string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  await loaded(page);
}

/** Whatever outline stood for what was on its way has gone. */
async function loaded(page: Page): Promise<void> {
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
}

async function openChild(page: Page): Promise<void> {
  await page.goto('/family');
  await page.getByRole('link', { name: /^Amara Okafor/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Amara Okafor' })).toBeVisible();
  await loaded(page);
}

async function openRegister(page: Page): Promise<void> {
  await page.goto(`/registers/${await freshRegister(page, '7B Mathematics')}`);
  await page.getByRole('button', { name: /^A,.*: Amara Okafor$/ }).click();
  await page.getByRole('button', { name: /^L,.*: Hana Suzuki$/ }).click();
  await expect(page.getByText('2 of 30 marked')).toBeVisible();
}

async function openCodesSetUp(page: Page): Promise<void> {
  await shown(page, '/more/codes', 'One-time codes');
  await page.getByRole('button', { name: 'Set up' }).click();
  await expect(page.getByRole('img', { name: /^Picture/ })).toBeVisible();
}

async function openInLine(page: Page): Promise<void> {
  await page.goto(`/registers/${await freshRegister(page, '7B Mathematics')}`);
  await page.getByRole('button', { name: 'In line' }).click();
  await page.getByRole('button', { name: /Figures/ }).click();
  await expect(page.getByRole('dialog', { name: 'How this screen stands' })).toBeVisible();
}

const demoCourse = 'Fractions you can see';

async function openCourse(page: Page): Promise<void> {
  await page.goto('/courses');
  await page.getByRole('link', { name: demoCourse, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: demoCourse })).toBeVisible();
  await page
    .getByRole('button', { name: /^More about/ })
    .last()
    .click();
  await loaded(page);
}

async function openOfCourse(page: Page, name: string): Promise<void> {
  await page.goto('/courses');
  await page.getByRole('link', { name: demoCourse, exact: true }).click();
  await page.getByRole('navigation', { name: 'Pages of this course' }).getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await loaded(page);
}

async function openLessonEditor(page: Page): Promise<void> {
  await openCourse(page);
  await page.getByRole('region', { name: 'Outline' }).getByRole('link').first().click();
  await expect(page.getByRole('toolbar')).toBeVisible();
  await loaded(page);
}

async function openOutline(page: Page): Promise<void> {
  await page.goto('/learning');
  await page.getByRole('link', { name: demoCourse, exact: true }).click();
  await expect(page.getByRole('region', { name: 'How far you are' })).toBeVisible();
  await loaded(page);
}

async function openLesson(page: Page): Promise<void> {
  await openOutline(page);
  await page.getByRole('link', { name: /Text/ }).first().click();
  await expect(page.getByRole('navigation', { name: 'Lesson before and after' })).toBeVisible();
  await loaded(page);
}

async function openFrom(page: Page, path: string, link: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('link', { name: link, exact: true }).first().click();
  await expect(page.getByRole('heading', { name: 'Classes' })).toBeVisible();
  await loaded(page);
}

async function openPupil(page: Page): Promise<void> {
  await page.goto('/warnings');
  await page.getByRole('main').getByRole('heading', { level: 2 }).first().getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Every day' })).toBeVisible();
}

async function openRules(page: Page): Promise<void> {
  await page.goto('/board');
  const href = await page
    .getByRole('link', { name: 'Harbour Academy', exact: true })
    .first()
    .getAttribute('href');
  await shown(page, (href ?? '').replace('/day', '/rules'), 'Registers and codes');
}

async function openCodes(page: Page): Promise<void> {
  await shown(page, '/district/codes', 'Codes of the district');
  await page.getByLabel('Own codes').check();
}

async function sound(page: Page, name: string): Promise<void> {
  await nothingFound(page, name);
  await nothingOver(page, name);
  const own = page.viewportSize();
  if (own === null || own.width > between.width) return;
  await page.setViewportSize(between);
  await nothingOver(page, `${name}, ${between.width} px`);
  await page.setViewportSize(own);
}

async function nothingOver(page: Page, name: string): Promise<void> {
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(overflow, `${name} runs over the edge`).toBeLessThanOrEqual(0);
}

async function nothingFound(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // there are no frames, so nothing has to be put together on a page of its own, which takes a second
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map(
    (violation) =>
      `${name}: ${violation.id} ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  expect(found).toEqual([]);
}

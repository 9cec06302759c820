import { createHmac } from 'node:crypto';
import type { SignedInDevice } from '@quad/shared/identity';
import { MongoClient } from 'mongodb';
import { expect, one, operatorKey, other, password, test } from './support/quad';

test('an admin protects the account first, finds everything after it, and comes in by a code from then on', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: one() });
  const page = await context.newPage();
  const admin = {
    givenName: 'Sol',
    familyName: 'Berg',
    login: 'sol',
    password: 'seven quiet harbours',
  };
  const made = await context.request.post('/api/v1/operator/districts', {
    headers: { authorization: `Bearer ${operatorKey()}` },
    data: { code: 'SAFE', name: 'Safe district', timeZone: 'Europe/London', admin },
  });
  expect(made.ok()).toBe(true);
  const signIn = async (): Promise<void> => {
    await page.goto('/sign-in?next=/schools');
    await page.getByLabel('Name or e-mail').fill(admin.login);
    await page.getByLabel('Password', { exact: true }).fill(admin.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  await signIn();
  await page.getByRole('link', { name: 'Protect it now' }).click();
  await page.getByRole('button', { name: 'Set up' }).click();
  const secret = await page.getByText(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/).innerText();
  await page.getByLabel('Code of your authenticator').fill(oneTimeCode(secret, Date.now()));
  await page.getByRole('button', { name: 'Turn codes on' }).click();
  await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Schools' })).toBeVisible();

  await page.goto('/more');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await signIn();
  // one is good once, and the next one is taken already
  await page.getByLabel('Code of your authenticator').fill(oneTimeCode(secret, Date.now() + 30_000));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Schools' })).toBeVisible();
  await context.close();
});

test('a device that is signed out from another one is at the door at once', async ({ as }) => {
  const userAgent = 'Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0';
  const lost = await as('okafor', other(), { userAgent });
  const here = await as('okafor');
  await lost.goto('/family');
  await expect(lost.getByRole('button', { name: 'In line' })).toBeVisible();
  await here.goto('/more/devices');
  await here.getByRole('button', { name: 'Sign out Firefox on Android' }).click();
  await here.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(here.getByText('Firefox on Android is signed out.')).toBeVisible();
  await expect(lost.getByRole('heading', { name: 'Sign in' })).toBeVisible({ timeout: 2_000 });
});

test('an export asks once more who this is, when nobody has for a while', async ({ as }) => {
  const tom = await as('tom');
  const devices = (await (await tom.context().request.get('/api/v1/me/devices')).json()) as SignedInDevice[];
  await letProofRunOut(devices.find(({ here }) => here)?.sessionId ?? '');
  await tom.goto('/reports');
  const link = tom.getByRole('link', { name: 'Plain link to the file' });
  await link.click();
  await tom
    .getByRole('dialog', { name: 'Is it still you?' })
    .getByRole('textbox', { name: 'Password' })
    .fill(password());
  const file = tom.waitForEvent('download');
  await tom.keyboard.press('Enter');
  expect((await file).suggestedFilename()).toMatch(/\.csv$/);
  await expect(link).toBeFocused();
});

/** What an authenticator shows (RFC 6238): six digits of HMAC-SHA1 over the half minute. */
function oneTimeCode(secret: string, at: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(secret.replaceAll(' ', ''), (letter) =>
    letters.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(step).digest();
  const code = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(code % 1_000_000).padStart(6, '0');
}

/** As a quarter of an hour would. */
async function letProofRunOut(sessionId: string): Promise<void> {
  const client = await MongoClient.connect(process.env.MONGODB_URI ?? '');
  const sessions = client.db().collection<{ _id: string; provedAt: Date }>('sessions');
  const { matchedCount } = await sessions.updateOne({ _id: sessionId }, { $set: { provedAt: new Date(0) } });
  await client.close();
  expect(matchedCount).toBe(1);
}

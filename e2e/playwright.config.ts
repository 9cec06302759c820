import { defineConfig } from '@playwright/test';

/** Real servers on real databases, started once by the set-up; a real Chromium found by deploy/local. */
const headless = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  globalSetup: './support/servers.ts',
  outputDir: '../test-results',
  // two cores; files run side by side, so each leaves alone what another counts
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: {
    locale: 'en-GB',
    viewport: { width: 390, height: 844 },
    // it fetches the whole client, which only a test of what is on the device needs
    serviceWorkers: 'block',
    // a trace of every test costs a fifth of the whole; `--trace on` when one is wanted
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(process.env.CHROMIUM_PATH !== undefined && { executablePath: process.env.CHROMIUM_PATH }),
      args: [...(process.env.CHROMIUM_ARGS?.split(' ').filter(Boolean) ?? []), ...headless],
    },
  },
});

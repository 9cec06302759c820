import { defineConfig } from 'vitest/config';

const notTests = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    // The machines this runs on have two cores, and mongod needs a share of them.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'shared',
          include: ['shared/src/**/*.test.ts'],
          exclude: notTests,
          environment: 'node',
        },
      },
      {
        test: {
          name: 'server',
          // every file has a database of its own; what they share is the modules, which take a second to load
          isolate: false,
          include: ['server/**/*.test.ts'],
          exclude: notTests,
          environment: 'node',
          globalSetup: ['deploy/local/test-databases.mjs'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'client',
          include: ['client/src/**/*.test.{ts,tsx}'],
          exclude: notTests,
          environment: 'jsdom',
          testTimeout: 20_000,
          setupFiles: ['client/src/test-setup.ts'],
        },
      },
      {
        test: {
          name: 'bench',
          include: ['bench/**/*.test.ts'],
          exclude: notTests,
          environment: 'node',
        },
      },
      {
        test: {
          name: 'deploy',
          include: ['deploy/**/*.test.{ts,mjs}'],
          exclude: notTests,
          environment: 'node',
          testTimeout: 60_000,
        },
      },
    ],
  },
});

import { defineConfig } from '@playwright/test';

const chromium = process.env['CHROMIUM_PATH'];

/** What changes nothing, and does not mind what changes beside it. */
const looks = ['**/every-page.e2e.ts', '**/holder-pages.e2e.ts', '**/public.e2e.ts'];

/** What needs a card company: its stand-in is there in a start of its own, after everything else. */
const cards = ['**/paying-by-card.e2e.ts', '**/paying-for-oneself.e2e.ts', '**/paying-for-somebody.e2e.ts'];
const hasCards = process.env['OWNCOURSE_E2E_CARDS'] === '1';

/** What only the whole run can tell is asked after it. */
const isWhole = process.env['OWNCOURSE_E2E_WHOLE'] === '1';
const afterwards = isWhole ? { teardown: 'every route' } : {};

/** Run by "npm run test:e2e", which starts the product and says where it and the browser are. */
export default defineConfig({
  testDir: './e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: hasCards ? '../test-results/cards' : '../test-results',
  // The journeys share one council's data and are played in order; beside them pages are only looked at.
  workers: 2,
  fullyParallel: false,
  projects: [
    ...(hasCards
      ? [{ name: 'cards', testMatch: cards, workers: 1, ...afterwards }]
      : [
          { name: 'journeys', testIgnore: [...looks, ...cards], workers: 1 },
          { name: 'looks', testMatch: looks, workers: 1 },
        ]),
    ...(isWhole && hasCards ? [{ name: 'every route', testMatch: '**/every-route.teardown.ts' }] : []),
  ],
  retries: 0,
  forbidOnly: true,
  // A slow machine is no failure: what waits, waits long enough to be sure that nothing comes.
  timeout: 900_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json', { outputFile: process.env['OWNCOURSE_E2E_REPORT'] ?? '../test-results/report.json' }]],
  use: {
    baseURL: process.env['OWNCOURSE_E2E_URL'] ?? 'http://localhost:3000',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    // Recording every journey costs more than the journeys.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      // Chromium's sandbox refuses to work for root.
      args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : [],
    },
  },
});

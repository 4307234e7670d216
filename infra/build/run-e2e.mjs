// Plays the browser journeys against the built product, started as "npm start" starts it, on a free port with a new
// data folder, always on the same day, so that what failed once fails again (another day: OWNCOURSE_CLOCK). Closes with
// "N passed, N failed". Arguments go to Playwright: npm run test:e2e -- holder
// The first start has no key of a card company. What needs one (paying-by-card) is played after that, on the same data,
// against a stand-in for the company on this machine.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
// A Thursday, late in the morning; no bank holiday and no clock change near it.
const CLOCK = process.env.OWNCOURSE_CLOCK || '2027-03-04T11:00:00Z';
// The product with cards is started after whatever the journeys before it did that day.
const CARDS_CLOCK = new Date(Date.parse(CLOCK) + 7 * 3_600_000).toISOString();
const CARDS = 'paying-by-card';
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const playwright = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function ended(child) {
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}

/** The stand-in for the card company, and how the product reaches it; it tells the product what happens. */
async function startCardCompany(product) {
  const port = await freePort();
  const program = 'services/app/test/fixtures/stripe-fake/serve.ts';
  const loader = ['--import', './infra/build/register-typescript.mjs'];
  const child = spawn(process.execPath, [...loader, program, String(port), product], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const settings = {
    STRIPE_SECRET_KEY: 'sk_test_stand_in',
    STRIPE_WEBHOOK_SECRET: 'whsec_stand_in',
    STRIPE_API_URL: `http://127.0.0.1:${port}`,
  };
  return { settings, stop: () => child.kill('SIGTERM') };
}

const NO_CARDS = { STRIPE_SECRET_KEY: '', STRIPE_WEBHOOK_SECRET: '', STRIPE_API_URL: '' };

/** Resolves when the product says that it is ready. */
function startProduct(port, dataDir, settings) {
  const child = spawn(process.execPath, ['--max-semi-space-size=32', 'infra/build/start.mjs'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      OWNCOURSE_DATA_DIR: dataDir,
      DATABASE_URL: '',
      DATABASE_OWNER_URL: '',
      DATABASE_AUDITOR_URL: '',
      OWNCOURSE_DEMO: '1',
      ...settings,
    },
  });
  const over = ended(child);
  let said = '';
  const ready = new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      if (said === undefined) return;
      said += chunk;
      if (!said.includes('Press Ctrl-C to stop.')) return;
      said = undefined;
      resolve();
    });
    over.then((code) => reject(new Error(`The product ended (exit code ${code}) before it was ready.`)));
  });
  return { ready, stop: () => (child.kill('SIGTERM'), over) };
}

function runPlaywright(args, env) {
  const all = [playwright, 'test', '--config', 'web/playwright.config.ts', ...args];
  return ended(spawn(process.execPath, all, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }));
}

async function countsIn(report) {
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 0 };
  const { stats, errors } = JSON.parse(text);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

const browser = process.env.CHROMIUM_PATH ?? BROWSERS.find((path) => existsSync(path));
const folder = await mkdtemp(join(tmpdir(), 'owncourse-e2e-'));
const wanted = process.argv.slice(2);
const isWhole = wanted.length === 0;
const counts = { passed: 0, failed: 0 };
let code = 0;

/** Starts the product, plays what is asked for, and stops it. */
async function play(name, args, settings, port) {
  const report = join(folder, `${name}.json`);
  const product = startProduct(port, join(folder, 'data'), settings);
  let played = 1;
  try {
    await product.ready;
    played = await runPlaywright(args, {
      CHROMIUM_PATH: browser,
      OWNCOURSE_E2E_URL: `http://localhost:${port}`,
      OWNCOURSE_E2E_REPORT: report,
      OWNCOURSE_E2E_LOOKED_AT: join(folder, 'looked-at.txt'),
      OWNCOURSE_E2E_WHOLE: isWhole ? '1' : '0',
      OWNCOURSE_E2E_CARDS: name === CARDS ? '1' : '0',
      OWNCOURSE_CLOCK: settings.OWNCOURSE_CLOCK,
    });
  } finally {
    const stopCode = await product.stop();
    if (stopCode !== 0 && played === 0) {
      console.error(`The product did not stop cleanly (exit code ${stopCode}).`);
      played = 1;
    }
    code ||= played;
    const { passed, failed } = await countsIn(report);
    counts.passed += passed;
    counts.failed += failed;
  }
}

try {
  if (!browser)
    throw new Error('No Chromium was found. Install it (apt-get install chromium), or set CHROMIUM_PATH to it.');
  if (!wanted.includes(CARDS))
    await play('journeys', wanted, { ...NO_CARDS, OWNCOURSE_CLOCK: CLOCK }, await freePort());
  if (isWhole || wanted.includes(CARDS)) {
    const port = await freePort();
    const company = await startCardCompany(`http://localhost:${port}`);
    const settings = { ...company.settings, OWNCOURSE_CLOCK: CARDS_CLOCK };
    await play(CARDS, wanted, settings, port).finally(company.stop);
  }
} catch (error) {
  console.error(error.message);
  code ||= 1;
}
await rm(folder, { recursive: true, force: true });
if (counts.passed + counts.failed === 0) {
  console.log('No journey was played.');
  code ||= 1;
}
// A failure outside any one journey counts as one.
if (code !== 0) counts.failed ||= 1;
process.exitCode = code || (counts.failed > 0 ? 1 : 0);
console.log(`${counts.passed} passed, ${counts.failed} failed`);

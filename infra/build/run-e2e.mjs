// Plays the browser journeys against the built product, started as "npm start" starts it, on a free port with a new
// data folder, always on the same day, so that what failed once fails again (another day: OWNCOURSE_CLOCK). Closes with
// "N passed, N failed". Arguments go to Playwright: npm run test:e2e -- holder
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

/** Resolves when the product says that it is ready. */
function startProduct(port, dataDir) {
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
      OWNCOURSE_CLOCK: CLOCK,
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

function runPlaywright(env) {
  const args = [playwright, 'test', '--config', 'web/playwright.config.ts', ...process.argv.slice(2)];
  return ended(spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }));
}

async function countsIn(report) {
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 0 };
  const { stats, errors } = JSON.parse(text);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

const browser = process.env.CHROMIUM_PATH ?? BROWSERS.find((path) => existsSync(path));
const folder = await mkdtemp(join(tmpdir(), 'owncourse-e2e-'));
const report = join(folder, 'report.json');
let code = 1;
let product;
try {
  if (!browser)
    throw new Error('No Chromium was found. Install it (apt-get install chromium), or set CHROMIUM_PATH to it.');
  const port = await freePort();
  product = startProduct(port, join(folder, 'data'));
  await product.ready;
  code = await runPlaywright({
    CHROMIUM_PATH: browser,
    OWNCOURSE_E2E_URL: `http://localhost:${port}`,
    OWNCOURSE_E2E_REPORT: report,
    OWNCOURSE_E2E_LOOKED_AT: join(folder, 'looked-at.txt'),
    OWNCOURSE_E2E_WHOLE: process.argv.length > 2 ? '0' : '1',
    OWNCOURSE_CLOCK: CLOCK,
  });
} catch (error) {
  console.error(error.message);
}
const stopCode = (await product?.stop()) ?? 0;
if (stopCode !== 0 && code === 0) {
  console.error(`The product did not stop cleanly (exit code ${stopCode}).`);
  code = 1;
}
const counts = await countsIn(report);
await rm(folder, { recursive: true, force: true });
if (counts.passed + counts.failed === 0) {
  console.log('No journey was played.');
  code ||= 1;
}
// A failure outside any one journey counts as one.
if (code !== 0) counts.failed ||= 1;
process.exitCode = code || (counts.failed > 0 ? 1 : 0);
console.log(`${counts.passed} passed, ${counts.failed} failed`);

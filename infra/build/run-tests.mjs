// Runs Jest with what its ESM mode needs, on every system alike, and closes with "N passed, N failed".
// Arguments go to Jest: npm test -- services/ledger
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'owncourse-counts-'));
const countsFile = join(folder, 'counts.json');
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');

const child = spawn(process.execPath, [jest, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    // As the product runs: some libraries look at each value twice otherwise, and answer errors at greater length.
    NODE_ENV: 'production',
    NODE_OPTIONS:
      `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
    OWNCOURSE_TEST_COUNTS: countsFile,
  },
});
// Ctrl-C reaches Jest by itself; this process waits for it to stop its database.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
const code = await new Promise((resolve) => child.once('close', (exitCode) => resolve(exitCode ?? 1)));

const counts = await readFile(countsFile, 'utf8').then(JSON.parse, () => ({ passed: 0, failed: 0 }));
await rm(folder, { recursive: true, force: true });
const nothingRan = counts.passed + counts.failed === 0;
if (nothingRan) console.log('No test ran.');
// A failure outside any one test counts as one.
if (code !== 0 || nothingRan) counts.failed ||= 1;
process.exitCode = code || (counts.failed > 0 ? 1 : 0);
console.log(`${counts.passed} passed, ${counts.failed} failed`);

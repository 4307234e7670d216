// "npm run check": every check that is not a test, two at a time; all of them run, so that one look shows all there is
// to mend.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The file behind a package's command; most packages do not export it. */
function program(name, command = name) {
  const folder = ['web/node_modules', 'node_modules'].map((place) => join(root, place, name)).find(existsSync);
  if (!folder) throw new Error(`${name} is not installed. Run "npm ci".`);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

// The native compiler only says whether the types fit; lint, generators and dead code read them with the other one.
const types = program('typescript-native', 'tsc');

const checks = [
  {
    name: 'lint',
    runs: [[program('eslint'), '.', '--max-warnings', '0']],
  },
  { name: 'types of the services', runs: [[types, '-p', '.']] },
  {
    name: 'types of the storefront',
    runs: [
      [program('@react-router/dev', 'react-router'), 'typegen', 'web'],
      [types, '-p', 'web'],
      [types, '-p', 'web/e2e'],
    ],
  },
  {
    name: 'walls between the rooms',
    runs: [
      [program('dependency-cruiser', 'depcruise'), '--config', '.dependency-cruiser.cjs', 'services', 'infra', 'web'],
    ],
  },
  { name: 'whose tables SQL names', runs: [['infra/check/schema-names.mjs']] },
  { name: 'generated types', runs: [['infra/build/generate.mjs', '--check']] },
  { name: 'dead code', runs: [[program('knip'), '--no-progress', '--no-config-hints']] },
  { name: 'format', runs: [[program('prettier'), '--check', '--log-level', 'warn', '.']] },
];

function run(args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

async function check({ name, runs }) {
  const started = performance.now();
  for (const args of runs) {
    const { code, said } = await run(args);
    if (code === 0) continue;
    console.log(`✗ ${name}\n${said.trim()}\n`);
    return false;
  }
  console.log(`✓ ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return true;
}

const waiting = [...checks];
const failed = [];
async function work() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (!(await check(next))) failed.push(next.name);
  }
}
await Promise.all([work(), work()]);
if (failed.length > 0) {
  console.log(`To mend: ${failed.join(', ')}.`);
  process.exitCode = 1;
} else {
  console.log('All checks passed.');
}

// Builds the services and the storefront where their sources are not the ones that were last built. Runs after
// "npm ci" (prepare) and before every start, so that neither --ignore-scripts nor "git pull" leaves a stale product.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const fromWeb = createRequire(join(root, 'web/package.json'));
const skipped = new Set(['node_modules', 'dist', 'build', '.react-router', 'test', 'e2e']);

/** What each part is made from, what shows that it is there, and how to make it. */
const parts = [
  {
    name: 'services',
    sources: ['services', 'infra/seed', 'infra/bench', 'infra/build/build-services.mjs', '.swcrc'],
    matches: /\.(ts|mjs|json|swcrc)$/,
    result: 'services/app/dist/main.js',
    stamp: 'services/app/dist/.built-from',
    tools: ['@swc/core'],
    folder: '.',
    command: () => ['infra/build/build-services.mjs'],
  },
  {
    name: 'storefront',
    sources: ['web', 'package-lock.json'],
    matches: /./,
    result: 'web/build/server',
    stamp: 'web/build/.built-from',
    tools: ['vite', '@react-router/dev/package.json', 'sass'],
    folder: 'web',
    command: () => [join(dirname(fromWeb.resolve('@react-router/dev/package.json')), 'bin.js'), 'build'],
  },
];

async function filesOf(path) {
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return [path];
  const nested = await Promise.all(
    entries
      .filter((entry) => !skipped.has(entry.name))
      .map((entry) => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)])),
  );
  return nested.flat();
}

async function fingerprint(part) {
  const hash = createHash('sha256');
  const files = (await Promise.all(part.sources.map((source) => filesOf(join(root, source))))).flat();
  for (const file of files.filter((name) => part.matches.test(name)).sort()) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex');
}

class BuildError extends Error {
  constructor(sentence) {
    super(sentence);
    this.sentence = sentence;
  }
}

function checkTools(part) {
  for (const tool of part.tools) {
    try {
      fromWeb.resolve(tool);
    } catch {
      throw new BuildError(
        `The ${part.name} must be built first, and the tools for that are not installed. Run "npm ci --include=dev", then start again.`,
      );
    }
  }
}

async function build(part) {
  checkTools(part);
  process.stdout.write(`Building the ${part.name} … `);
  const started = performance.now();
  const child = spawn(process.execPath, part.command(), {
    cwd: join(root, part.folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) {
    process.stdout.write('not done\n');
    const full = said.includes('ENOSPC') || said.includes('No space left on device');
    throw new BuildError(
      full
        ? `The disk that holds ${root} is full. Make some room (about 500 MB), then start again.`
        : `The ${part.name} could not be built:\n${said.trim()}`,
    );
  }
  process.stdout.write(`done (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
}

export async function buildIfStale() {
  for (const part of parts) {
    const wanted = await fingerprint(part);
    const stamp = join(root, part.stamp);
    const built = existsSync(join(root, part.result)) && (await readFile(stamp, 'utf8').catch(() => ''));
    if (built === wanted) continue;
    await build(part);
    await mkdir(dirname(stamp), { recursive: true });
    await writeFile(stamp, wanted);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await buildIfStale().catch((error) => {
    console.error(`\n${error.sentence ?? error.stack}`);
    process.exitCode = 1;
  });
}

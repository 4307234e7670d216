// Lets Node import the TypeScript sources themselves, compiled in memory: for tools and the test run's setup, which
// must not depend on whether dist/ is there or fresh.
import { transform } from '@swc/core';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const swcrc = JSON.parse(await readFile(`${root}.swcrc`, 'utf8'));

export async function resolve(specifier, context, next) {
  if (specifier.startsWith('@owncourse/')) {
    // In our own packages "types" names the source and "default" the built file.
    return next(specifier, { ...context, conditions: ['types', ...context.conditions] });
  }
  if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), {
    ...swcrc,
    swcrc: false,
    configFile: false,
    filename,
    sourceMaps: 'inline',
  });
  return { format: 'module', source: code, shortCircuit: true };
}

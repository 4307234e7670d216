// Lets Node import the TypeScript sources themselves, compiled in memory: for tools and the test run's setup, which
// must not depend on whether dist/ is there or fresh.
import { transform } from '@swc/core';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const swcrc = JSON.parse(await readFile(`${root}.swcrc`, 'utf8'));

/** While a service has migrations but no module yet, its migrations stand in for the module. */
function unfinishedModule(specifier) {
  const [, name, door] = specifier.split('/');
  const source = new URL(`../../services/${name}/src/`, import.meta.url);
  if (door !== 'module' || existsSync(new URL(`${name}.module.ts`, source))) return undefined;
  const folder = new URL('migrations/', source);
  const files = existsSync(folder)
    ? readdirSync(folder).filter((file) => /^\d.*\.ts$/.test(file) && !file.includes('spec'))
    : [];
  const imports = files.sort().map((file, index) => `import * as m${index} from '${new URL(file, folder).href}';`);
  const list = files.map((_, index) => `...Object.values(m${index})`).join(', ');
  return `data:text/javascript,${encodeURIComponent(`${imports.join('\n')}\nexport const ${name}Migrations = [${list}];`)}`;
}

export async function resolve(specifier, context, next) {
  if (specifier.startsWith('@owncourse/')) {
    const unfinished = unfinishedModule(specifier);
    if (unfinished) return { url: unfinished, format: 'module', shortCircuit: true };
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

// Compiles every services/* and infra/* package from src/ to dist/ with swc.
// Types are checked apart (npm run check), so a build takes about two seconds.
import { transformFile } from '@swc/core';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

async function packagesIn(folder) {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(root, folder, entry.name));
}

async function sourcesOf(packageFolder) {
  const entries = await readdir(join(packageFolder, 'src'), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !/\.(d|spec)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

async function compile(packageFolder, source) {
  const { code, map } = await transformFile(source, { cwd: root, configFile: join(root, '.swcrc'), sourceMaps: true });
  const target = join(packageFolder, 'dist', relative(join(packageFolder, 'src'), source)).replace(/\.ts$/, '.js');
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, `${code}\n//# sourceMappingURL=${target.split('/').at(-1)}.map\n`);
  await writeFile(`${target}.map`, map);
}

let files = 0;
for (const packageFolder of [...(await packagesIn('services')), ...(await packagesIn('infra'))]) {
  const sources = await sourcesOf(packageFolder);
  if (sources.length === 0) continue;
  await rm(join(packageFolder, 'dist'), { recursive: true, force: true });
  await Promise.all(sources.map((source) => compile(packageFolder, source)));
  files += sources.length;
}
console.log(`Built ${files} files.`);

// Copies the outlines that the storefront uses out of lucide-static (ISC licence) into one typed file.
// Run it after changing app/pictograms/icon-names.json: node web/scripts/generate-pictograms.mjs
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const nodes = JSON.parse(await readFile(require.resolve('lucide-static/icon-nodes.json'), 'utf8'));
const { version } = JSON.parse(await readFile(require.resolve('lucide-static/package.json'), 'utf8'));
const pictograms = new URL('../app/pictograms/', import.meta.url);
const names = JSON.parse(await readFile(new URL('icon-names.json', pictograms), 'utf8'));

const wanted = [...new Set([...Object.values(names.supportTypes), ...names.interface])].sort();
const missing = wanted.filter((name) => !(name in nodes));
if (missing.length > 0) throw new Error(`lucide-static ${version} has no ${missing.join(', ')}`);

const rows = wanted.map((name) => `  ${JSON.stringify(name)}: ${JSON.stringify(nodes[name])},`);
await writeFile(
  new URL('shapes.generated.ts', pictograms),
  `// Made by scripts/generate-pictograms.mjs from lucide-static ${version}. Do not edit.
// Outlines © Lucide Icons and Contributors, ISC licence; some derive from Feather, © Cole Bemis, MIT licence.
export type Shape = readonly [tag: string, attributes: Readonly<Record<string, string>>];

export const shapes = {
${rows.join('\n')}
} as const satisfies Readonly<Record<string, readonly Shape[]>>;

/** Which outline stands for each support type, by its slug. */
export const supportTypeIcons: Readonly<Record<string, keyof typeof shapes>> = ${JSON.stringify(names.supportTypes, null, 2)};
`,
);

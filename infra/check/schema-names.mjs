// SQL in a service names only that service's own tables; of other schemas it may call functions, nothing else.
// Looks at .sql files and at SQL in strings of .ts files under services/*/src, tests left out.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const TEST = /\.(spec|int-spec|race-spec|prop-spec|crash-spec)\.ts$/;
const SQL_WORDS = /\b(select|insert\s+into|update|delete\s+from|truncate|create|alter|grant|join|from|call|execute)\b/i;
// After these a name is a table although a bracket follows it.
const TABLE_BEFORE_BRACKET = /\b(into|references|copy|table(\s+if\s+not\s+exists)?)\s*$/i;
const INDEX_ON = /\bcreate\s+(unique\s+)?index\b[^;]*\bon(\s+only)?\s*$/i;

/** Where a schema's name is not that of the service which owns it. */
const OWNERS = { pgboss: 'worker' };

/** They have no schema: "app." is how settings of a transaction begin. */
const RUNNERS = new Set(['app', 'worker']);

function withoutComments(sql) {
  const blank = (text) => text.replaceAll(/[^\n]/g, ' ');
  return sql.replaceAll(/\/\*[\s\S]*?\*\//g, blank).replaceAll(/--[^\n]*/g, blank);
}

/** @returns {{ index: number, message: string }[]} */
export function findForeignNames(sql, service, schemas) {
  const text = withoutComments(sql);
  const foreign = schemas.filter((schema) => (OWNERS[schema] ?? schema) !== service);
  if (foreign.length === 0) return [];
  const found = [];
  const names = foreign.join('|');
  for (const match of text.matchAll(
    new RegExp(`(?<![\\w.$:@/-])"?(${names})"?\\.("?[A-Za-z_][\\w$]*"?)(\\s*\\()?`, 'gi'),
  )) {
    const before = text.slice(0, match.index);
    const called = match[3] !== undefined && !TABLE_BEFORE_BRACKET.test(before) && !INDEX_ON.test(before);
    if (called) continue;
    const name = `${match[1]}.${match[2]}`;
    found.push({
      index: match.index,
      message: `names ${name}, which belongs to ${OWNERS[match[1]] ?? match[1]}. Call one of its functions.`,
    });
  }
  for (const match of text.matchAll(/\bsearch_path\s*(?:=|\bto\b)\s*([^;\n]*)/gi)) {
    const schema = foreign.find((name) => new RegExp(`\\b${name}\\b`, 'i').test(match[1]));
    if (schema) found.push({ index: match.index, message: `puts schema ${schema} on the search path.` });
  }
  return found;
}

/** The strings of a TypeScript file that hold SQL, with where they begin. */
function sqlStrings(source, fileName) {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const found = [];
  const take = (node, text) => {
    if (SQL_WORDS.test(text)) found.push({ start: node.getStart(file) + 1, text });
  };
  const visit = (node) => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) take(node, node.text);
    if (ts.isTemplateExpression(node)) {
      const text = node.templateSpans.reduce((all, span) => `${all}placeholder${span.literal.text}`, node.head.text);
      take(node, text);
    }
    // An entity mapped onto somebody else's table.
    if (ts.isPropertyAssignment(node) && node.name.getText(file) === 'schema' && ts.isStringLiteral(node.initializer)) {
      found.push({ start: node.getStart(file), text: `from ${node.initializer.text}.table` });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

async function sourcesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && /\.(sql|ts)$/.test(entry.name) && !TEST.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.endsWith('schema.generated.ts') && !file.includes(`${sep}testing${sep}`));
}

/** @returns {Promise<string[]>} one sentence for each breach, beginning with file and line */
export async function checkSchemaNames(root) {
  const services = (await readdir(join(root, 'services'), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const schemas = [...services.filter((name) => !RUNNERS.has(name)), ...Object.keys(OWNERS)];
  const breaches = [];
  for (const service of services) {
    for (const file of await sourcesOf(join(root, 'services', service, 'src'))) {
      const source = await readFile(file, 'utf8');
      const pieces = file.endsWith('.sql') ? [{ start: 0, text: source }] : sqlStrings(source, file);
      for (const piece of pieces) {
        for (const { index, message } of findForeignNames(piece.text, service, schemas)) {
          const line = source.slice(0, piece.start + index).split('\n').length;
          breaches.push(`${relative(root, file)}:${line} ${message}`);
        }
      }
    }
  }
  return breaches;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const breaches = await checkSchemaNames(process.argv[2] ?? fileURLToPath(new URL('../../', import.meta.url)));
  breaches.forEach((breach) => console.error(breach));
  if (breaches.length > 0) process.exitCode = 1;
  else console.log('Every service names only its own tables.');
}

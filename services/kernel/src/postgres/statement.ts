import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A named SQL text; the name makes Postgres prepare it once for each connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export function statement(name: string, text: string): Statement {
  return { name, text };
}

/**
 * A statement in a `.sql` file beside the calling module. The build copies no SQL, so that
 * a compiled module in `dist/` reads the file from `src/`.
 */
export function sqlFile(moduleUrl: string, path: string): Statement {
  const file = fileURLToPath(new URL(path, moduleUrl)).replace(/([\\/])dist([\\/])(?!.*[\\/]dist[\\/])/, '$1src$2');
  return { name: path.replace(/^.*\//, '').replace(/\.sql$/, ''), text: readFileSync(file, 'utf8') };
}

const NULL_TEST = /\$(\d+)(?:::[a-z]+(?:\[\])?)? is (not )?null/g;

interface Shapes {
  /** Parameters, from 0, that the text asks whether they are null, and uses elsewhere too. */
  readonly tested: readonly number[];
  readonly byKey: Map<string, Statement>;
}

const shapes = new WeakMap<Statement, Shapes>();

function shapesOf(sql: Statement): Shapes {
  const known = shapes.get(sql);
  if (known) return known;
  const elsewhere = sql.text.replace(NULL_TEST, '');
  const numbers = new Set([...sql.text.matchAll(NULL_TEST)].map((match) => Number(match[1])));
  const tested = [...numbers].filter((number) => new RegExp(`\\$${number}(?!\\d)`).test(elsewhere));
  const found = { tested: tested.map((number) => number - 1), byKey: new Map<string, Statement>() };
  shapes.set(sql, found);
  return found;
}

/**
 * The statement for these values: where its text asks whether a parameter is null (a filter that may be left out), the answer
 * stands in its place, under a name of its own. PostgreSQL keeps the plan of such a text; it plans `$1 is null or …` anew
 * for each call, because no one plan is good for both.
 */
export function shapedFor(sql: Statement, values: readonly unknown[]): Statement {
  const { tested, byKey } = shapesOf(sql);
  if (tested.length === 0) return sql;
  const isNull = (index: number): boolean => (values[index] ?? null) === null;
  const key = tested.map((index) => (isNull(index) ? '0' : '1')).join('');
  const known = byKey.get(key);
  if (known) return known;
  const shaped = {
    name: `${sql.name}/${key}`,
    text: sql.text.replace(NULL_TEST, (whole, number: string, not: string | undefined) => {
      const index = Number(number) - 1;
      if (!tested.includes(index)) return whole;
      return String(isNull(index) === (not === undefined));
    }),
  };
  byKey.set(key, shaped);
  return shaped;
}

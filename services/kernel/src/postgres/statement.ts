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

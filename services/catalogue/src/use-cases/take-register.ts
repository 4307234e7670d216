import type { Queries } from '@owncourse/kernel/contract';
import type { RowProblem } from '../domain/file-cells.js';
import { rowProblem } from '../domain/file-cells.js';
import { readPlace, type RegisterPlace } from '../domain/register-file.js';
import { importReads, importWrites, type ImportRow } from '../persistence/imports.repository.js';
import type { Outcome } from './take-services.js';

/**
 * One batch of a register of places: what it says of stores that are here. A place that nobody joined with makes no store.
 * @param councilId whose officer sent it; null: an operator
 */
export async function takeRegister(
  queries: Queries,
  rows: readonly ImportRow[],
  councilId: string | null,
  keep: boolean,
  at: Date,
): Promise<Outcome> {
  const problems: RowProblem[] = [];
  const places: RegisterPlace[] = [];
  const refused = new Set<number>();
  for (const { line, cells, first_line: first } of rows) {
    const place =
      first < line
        ? [rowProblem(line, 'Location ID', cells[0] ?? '', `Row ${first} has this place already.`)]
        : readPlace(line, cells);
    if ('locationId' in place) {
      places.push(place);
      continue;
    }
    refused.add(line);
    problems.push(...place);
  }
  const stores = await importReads.places(
    queries,
    councilId,
    places.map((place) => place.locationId),
  );
  const ratings = new Map(places.map((place) => [place.locationId, place.rating]));
  const here = new Set(stores.map((store) => store.place));
  const different = stores
    .filter((store) => store.rating !== (ratings.get(store.place) ?? null))
    .map((store) => ({ id: store.provider_id, place: store.place, rating: ratings.get(store.place) ?? null }));
  if (keep && different.length > 0) await importWrites.rate(queries, different, at);
  const changed = new Set(different.map((one) => one.place)).size;
  return {
    counts: {
      added: 0,
      changed,
      unchanged: here.size - changed,
      refused: refused.size,
      notHere: places.length - here.size,
    },
    problems,
  };
}

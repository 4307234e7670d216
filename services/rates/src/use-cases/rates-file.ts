import { NIL_ID, writeCsv, writePounds } from '@owncourse/kernel/contract';
import { FILE_COLUMNS, writeUnit } from '../domain/rate-card-file.js';
import type { RateRow } from '../persistence/card.repository.js';

/** Rates as the file that an upload reads; with kind and price empty where nothing is agreed. */
export function fileOfRates(rows: readonly RateRow[]): string {
  const lines = rows.map((row) => [
    row.variant_id === NIL_ID ? '' : row.variant_id,
    row.service_name ?? '',
    row.variant_name ?? '',
    row.support_type_slug,
    writeUnit(row.unit),
    row.kind?.toLowerCase() ?? '',
    row.pence === null || row.kind === 'QUOTE' ? '' : writePounds(row.pence),
  ]);
  return writeCsv([FILE_COLUMNS, ...lines]);
}

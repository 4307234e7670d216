import {
  csvOf,
  londonTime,
  type ReadScope,
  type RecordPart,
  type RecordRow,
  writePounds,
} from '@owncourse/kernel/contract';

/** Rows that are in memory at once. */
const PAGE = 200;

/** The rows of a part, as whoever `reads` is. @param at the moment of the download */
export async function* rowsOf(
  reads: ReadScope,
  part: RecordPart,
  at: Date,
): AsyncGenerator<readonly RecordRow[], void> {
  const values = part.query.text.includes('$1') ? [at] : [];
  for await (const rows of reads.pages<RecordRow>(part.query, values, PAGE))
    yield part.shaped ? rows.map(part.shaped) : rows;
}

/** For people: headings and words, money in pounds, times as the clock in London shows them. */
export async function* csvFile(
  part: RecordPart,
  pages: AsyncIterable<readonly RecordRow[]>,
): AsyncGenerator<Uint8Array> {
  const columns = Object.entries(part.columns);
  async function* lines(): AsyncGenerator<string[]> {
    yield columns.map(([column, heading]) => (isMoney(column) ? `${heading} (pounds)` : heading));
    for await (const rows of pages)
      for (const row of rows) yield columns.map(([column]) => cell(part, column, row[column]));
  }
  yield* joined(csvOf(lines()));
}

/** For computers: ids and codes as they are kept, money in whole pence, times in UTC. */
export async function* jsonFile(
  part: RecordPart,
  pages: AsyncIterable<readonly RecordRow[]>,
): AsyncGenerator<Uint8Array> {
  const columns = Object.keys(part.columns).map((column) => [column, camelCase(column)] as const);
  let isFirst = true;
  for await (const rows of pages) {
    const written = rows.map((row) =>
      JSON.stringify(Object.fromEntries(columns.map(([column, key]) => [key, row[column] ?? null])), withNumbers),
    );
    yield Buffer.from(`${isFirst ? '[\n' : ',\n'}${written.join(',\n')}`);
    isFirst = false;
  }
  yield Buffer.from(isFirst ? '[]\n' : '\n]\n');
}

const MUCH = 32_000;

/** Lines by the handful: packing each alone takes long and packs little. */
async function* joined(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let [waiting, size]: [Uint8Array[], number] = [[], 0];
  for await (const piece of pieces) {
    waiting.push(piece);
    size += piece.length;
    if (size < MUCH) continue;
    yield Buffer.concat(waiting);
    [waiting, size] = [[], 0];
  }
  yield Buffer.concat(waiting);
}

const isMoney = (column: string): boolean => column.endsWith('_pence');

function cell(part: RecordPart, column: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'bigint') return isMoney(column) ? writePounds(value) : value.toString();
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value instanceof Date)
    return londonTime(value).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
  if (Array.isArray(value)) return value.map((one) => cell(part, column, one)).join(', ');
  if (typeof value === 'string') return part.codes?.includes(column) === true ? codeWords(value) : value;
  return JSON.stringify(value, withNumbers);
}

const codeWords = (code: string): string => code.toLowerCase().replaceAll(/[_-]/g, ' ');

const camelCase = (column: string): string =>
  column.replaceAll(/_([a-z0-9])/g, (_found, letter: string) => letter.toUpperCase());

/** No sum of pence comes near 2^53. */
const withNumbers = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);

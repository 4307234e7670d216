import { Refusal } from '../errors/refusal.js';

export interface Connection<Node> {
  readonly edges: { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const MOST = 100;

/** How many rows a list gives: 20 unless asked, 100 at the most. @throws Refusal INVALID_INPUT */
export function pageSize(first: number | null | undefined, usual = 20): number {
  if (first === null || first === undefined) return usual;
  if (!Number.isInteger(first) || first < 1 || first > MOST)
    throw Refusal.invalid('first', `Ask for 1 to ${MOST} at a time.`);
  return first;
}

export function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** @throws Refusal INVALID_INPUT when it is not a cursor with that many parts */
export function decodeCursor(cursor: string | null | undefined, parts: number): string[] | null {
  if (cursor === null || cursor === undefined) return null;
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(read) && read.length === parts && read.every((part) => typeof part === 'string')) return read;
  } catch {
    // not a cursor; said below
  }
  throw Refusal.invalid('after', 'Start the list again from the beginning.');
}

/** Makes a page from rows of which one more than the page was read. */
export function connection<Row, Node>(
  rows: readonly Row[],
  size: number,
  node: (row: Row) => Node,
  cursor: (row: Row) => string,
): Connection<Node> {
  const page = rows.slice(0, size);
  const edges = page.map((row) => ({ cursor: cursor(row), node: node(row) }));
  return { edges, pageInfo: { hasNextPage: rows.length > size, endCursor: edges.at(-1)?.cursor ?? null } };
}

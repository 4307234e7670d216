import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { isReadable } from '../text/readable-text.js';
import { sheetRows, type SheetLimits, UnreadableSheet } from './read-sheet.js';
import { csvOf, guarded, unguarded, workbookOf, writeCsv } from './write-sheet.js';

const MEGABYTE = 1024 * 1024;
const limits: SheetLimits = { rows: 1000, bytes: MEGABYTE, unpackedBytes: 4 * MEGABYTE, rowLetters: 20_000 };

async function* these<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  for (const item of items) yield await Promise.resolve(item);
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

async function readAll(content: Uint8Array | AsyncIterable<Uint8Array>, some: Partial<SheetLimits> = {}) {
  const rows: (readonly string[])[] = [];
  for await (const { cells } of sheetRows(content, { ...limits, ...some })) rows.push(cells);
  return rows;
}

/** As a database keeps it: no half letters; blanks around a cell are never told. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '"', ',', '\n', ';', '0', 'é', '_x000D_', '€', '😀') }),
  )
  .filter((value) => isReadable(value) && !value.includes('\r'))
  .map((value) => value.trim());
const table = fc
  .array(fc.array(text, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 })
  .map((rows) => [['one', 'two', 'three'], ...rows.map((row) => [...row.slice(0, 2), `end${row[2] ?? ''}`])]);

describe('sheets', () => {
  it('gives back any guarded text', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(unguarded(guarded(value))).toBe(value);
        expect(/^[=+\-@]/.test(guarded(value))).toBe(false);
      }),
    );
  });

  it('reads from a CSV what was written to it, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, size) => {
        const bytes = await bytesOf(csvOf(these(rows)));
        expect(bytes.toString()).toBe(writeCsv(rows));
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.subarray(index * size, (index + 1) * size),
        );
        expect(await readAll(these(pieces))).toEqual(rows);
      }),
    );
  });

  it('reads from a workbook what was written to it, and writes it again byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const bytes = await bytesOf(workbookOf('Services', these(rows)));
        expect(await readAll(bytes)).toEqual(rows);
        expect(await bytesOf(workbookOf('Services', these(rows)))).toEqual(bytes);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['UTF-8', Buffer.from('name,price\nCafé £5,1\n'), 'Café £5'],
    ['what older spreadsheets write', Buffer.from('name,price\nCaf\xe9 \xa35,1\n', 'latin1'), 'Café £5'],
    ['a last letter that is cut', Buffer.from('name\nCaf\xe9', 'latin1'), 'Café'],
  ])('reads %s', async (_name, bytes, expected) => {
    for (const size of [1, 3, 1000]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, at * size + size),
      );
      expect((await readAll(these(pieces)))[1]?.[0]).toBe(expected);
    }
  });

  it('keeps leading zeros and long numbers of a CSV', async () => {
    expect(await readAll(Buffer.from('a,b\n007,123456789012345678\n'))).toEqual([
      ['a', 'b'],
      ['007', '123456789012345678'],
    ]);
  });

  it.each([
    ['what is no text', Buffer.from([1, 2, 3, 4, 5]), 'not a CSV file'],
    ['a quotation mark that stays open', Buffer.from('a,b\n"x,1\n'), 'quotation mark'],
    ['two kinds of letters', Buffer.from(`é\n${'a'.repeat(10)}\n\xe9\xe9a`, 'latin1'), null],
    ['a zip that is no workbook', Buffer.from(zipSync({ 'a.txt': Buffer.from('hello') })), 'cannot be read'],
    ['a bomb', Buffer.from(zipSync({ 'a.txt': Buffer.alloc(5 * MEGABYTE) })), 'too large'],
    ['too many rows', Buffer.from('a\n'.repeat(1002)), 'at most 1,000 rows'],
    ['too many bytes', Buffer.alloc(MEGABYTE + 1, 'a,'), 'at most 1 MB'],
  ])('refuses %s in words', async (_name, bytes, words) => {
    const failure: unknown = await readAll(bytes).catch((error: unknown) => error);
    if (words === null) return;
    expect(failure).toBeInstanceOf(UnreadableSheet);
    expect((failure as Error).message).toContain(words);
  });
});

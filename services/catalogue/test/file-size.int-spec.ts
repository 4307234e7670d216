import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sheetRows, workbookOf } from '@owncourse/kernel/contract';
import { FILE_LIMITS } from '../src/use-cases/receive-file.js';
import { CatalogueHouse } from './fixtures/catalogue-house.js';
import { FileRoom, type FileRow } from './fixtures/file-room.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const MANY = 20_000;
const PRICES = 5;

describe('large files of services', () => {
  let house: CatalogueHouse;
  let room: FileRoom;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
    room = new FileRoom(house);
  });
  afterAll(() => house.close());

  const rows = (count: number, changes: (index: number) => FileRow = () => ({})): FileRow[] =>
    Array.from({ length: count }, (_, index) =>
      room.row({
        'service reference': `S${Math.floor(index / PRICES)}`,
        'price reference': `P${index % PRICES}`,
        ...changes(index),
      }),
    );

  async function* lines(count: number): AsyncGenerator<Uint8Array> {
    for (let start = 0; start < count; start += 100)
      yield await Promise.resolve(Buffer.from(`reference,${start},"some words, and some more of them"\n`.repeat(100)));
  }

  async function* cells(count: number): AsyncGenerator<readonly string[]> {
    for (let row = 0; row < count; row += 1)
      yield await Promise.resolve(['reference', String(row), 'some words, and some more of them']);
  }

  async function book(count: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const part of workbookOf('Services', cells(count))) parts.push(part);
    return Buffer.concat(parts);
  }

  /** The most that is alive while so many rows are read by somebody who takes their time, in bytes over what was before. */
  async function heldWhileReading(count: number, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<number> {
    collect();
    const before = process.memoryUsage().heapUsed;
    let most = 0;
    let read = 0;
    for await (const { row } of sheetRows(content, FILE_LIMITS)) {
      read = row;
      if (row % 100 === 0) await setTimeout(3);
      if (row % (count / 10) !== 0) continue;
      collect();
      most = Math.max(most, process.memoryUsage().heapUsed - before);
    }
    expect(read).toBe(count);
    return most;
  }

  it('are read in the same memory, however long they are', async () => {
    await heldWhileReading(1000, lines(1000));
    const few = await heldWhileReading(10_000, lines(10_000));
    const many = await heldWhileReading(100_000, lines(100_000));
    // Kept rows would be ten times as much; a megabyte is what the measuring itself comes to.
    expect(many).toBeLessThan(2 * few + 1_000_000);
  });

  it('are read so from a workbook, too, and nothing stays behind', async () => {
    const [small, large] = [await book(10_000), await book(100_000)];
    await heldWhileReading(10_000, small);
    const few = await heldWhileReading(10_000, small);
    const many = await heldWhileReading(100_000, large);
    expect(many).toBeLessThan(2 * few + 1_000_000);
    const putAside = async (): Promise<string[]> =>
      (await readdir(tmpdir())).filter((name) => name.startsWith(`owncourse-rows-${String(process.pid)}-`));
    // While they are read, too, and when somebody stops in the middle.
    for await (const { row } of sheetRows(small, FILE_LIMITS)) {
      expect(await putAside()).toEqual([]);
      if (row === 3) break;
    }
    expect(await putAside()).toEqual([]);
  });

  it('come in whole, out the same, and change only what is different', async () => {
    const owner = await room.store();
    const first = rows(MANY);
    expect(await room.take(owner, room.csv(first))).toEqual({
      state: 'DONE',
      added: MANY,
      changed: 0,
      unchanged: 0,
      refused: 0,
      notHere: 0,
    });
    const told = await room.export(owner);
    const wrong = new Set([7, 7777, MANY - 1]);
    const second = rows(MANY, (index) =>
      wrong.has(index) ? { price: 'much' } : index === 11 ? { price: '9.99' } : {},
    );
    const id = await room.send(owner, room.csv(second));
    await room.taking.work();
    expect(await room.counts(id)).toMatchObject({ changed: 1, unchanged: MANY - 4, refused: 3 });
    expect((await room.problems(owner, id)).map(({ row, column }) => [row, column])).toEqual([
      [9, 'price'],
      [7779, 'price'],
      [MANY + 1, 'price'],
    ]);
    expect(await room.take(owner, told)).toMatchObject({ changed: 1, unchanged: MANY - 1 });
    expect(await room.export(owner)).toEqual(told);
  });
});

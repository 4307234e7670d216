import { describe, expect, it } from '@jest/globals';
import { readClock, readFileDay, writeDeliveryFile } from '../domain/delivery-file.js';
import { readDeliveryFile } from './read-delivery-file.js';

const HEADING = 'visit,who came,where,started,ended,delivered';
const visit = {
  visit: 'v1',
  'order number': 'AB12',
  person: '=HYPERLINK("http://bad.example")',
  service: 'Help, at home',
  date: '2026-03-10',
  'planned start': '08:00',
  'planned end': '10:00',
  ordered: '2',
  unit: 'hours',
  'who came': '',
  where: 'Flat "2"\nHigh Street',
  started: '08:00',
  ended: '10:00',
  delivered: '2',
} as const;

describe('a file of visits', () => {
  it('comes back as it was written, formulas disarmed, and rows without a name are left for later', () => {
    const csv = writeDeliveryFile([visit, { ...visit, visit: 'v2', 'who came': 'Jo' }]);
    expect(csv).toContain('"\'=HYPERLINK(""http://bad.example"")"');
    const file = readDeliveryFile(csv);
    expect(file.problems).toEqual([]);
    expect(file.leftEmpty).toBe(1);
    expect(file.rows).toEqual([{ row: 3, cells: { ...visit, visit: 'v2', 'who came': 'Jo' } }]);
  });

  it('is the same file whatever a browser does to its line ends', () => {
    const csv = `${HEADING}\nv1,Jo,Home,08:00,10:00,2\n`;
    const asSent = readDeliveryFile(`\uFEFF${csv.replaceAll('\n', '\r\n')}`);
    expect(asSent.hash.equals(readDeliveryFile(csv).hash)).toBe(true);
    expect(readDeliveryFile(csv.replace('Jo', 'Al')).hash.equals(asSent.hash)).toBe(false);
  });

  it('counts rows as a spreadsheet does, empty ones and line breaks in cells included', () => {
    const { rows } = readDeliveryFile(
      `${HEADING}\nv1,Jo,"Home\nSweet",08:00,10:00,2\n\n,,,,,\nv2,Al,Home,08:00,10:00,2`,
    );
    expect(rows.map(({ row, cells }) => [row, cells.visit])).toEqual([
      [2, 'v1'],
      [5, 'v2'],
    ]);
  });

  it('names each column that is missing', () => {
    expect(readDeliveryFile('visit,started,ended,where\n').problems.map(({ row, column }) => [row, column])).toEqual([
      [1, 'who came'],
      [1, 'delivered'],
    ]);
  });

  it('names the line of a quotation mark that is not closed', () => {
    const { problems, rows } = readDeliveryFile(`${HEADING}\nv1,"Jo,Home,08:00,10:00,2\n`);
    expect(rows).toEqual([]);
    expect(problems).toEqual([
      { row: expect.any(Number), column: '', value: '', reason: expect.stringContaining('not closed') },
    ]);
  });

  it('refuses more rows than one go enters', () => {
    const many = Array.from({ length: 1001 }, (_, row) => `v${row},Jo,Home,08:00,10:00,2`).join('\n');
    expect(readDeliveryFile(`${HEADING}\n${many}`).problems[0]?.reason).toBe('Send at most 1000 visits at a time.');
  });
});

it.each([
  ['9:30', '09:30'],
  ['09:30:00', '09:30'],
  ['2 pm', '14:00'],
  ['12am', '00:00'],
  ['24:00', null],
  ['9', null],
  ['13pm', null],
  ['', null],
])('reads %p as %p', (text, time) => {
  expect(readClock(text)).toBe(time);
});

it('reads days as British spreadsheets write them', () => {
  expect([readFileDay('2026-03-10'), readFileDay('10/3/2026'), readFileDay('soon')]).toEqual([
    '2026-03-10',
    '2026-03-10',
    null,
  ]);
});

import { describe, expect, it } from '@jest/globals';
import { addDays } from '@owncourse/kernel/contract';
import fc from 'fast-check';
import { readBankWords } from '../domain/bank-cells.js';
import type { BankFileLine, BankFileLines } from '../domain/bank-file.js';
import { fingerprinted, readBankFile } from './read-bank-file.js';

const [FROM, TODAY] = ['2026-01-01', '2026-12-31'];

async function read(text: string, from = FROM): Promise<BankFileLines> {
  const { hash, ...file } = await readBankFile(text, from, TODAY);
  expect(hash).toHaveLength(32);
  return file;
}

describe('a file', () => {
  it('of one bank: a preamble, the newest first, one signed amount and a balance', async () => {
    const text = [
      '"Account number:","****1234567"',
      '',
      'Date,Description,Amount,Balance',
      '05/03/2026,HMRC PAYE,"-£1,020.00","£80.00"',
      '05/03/2026,ANN BAKER WAGES,-100.00,1100.00',
      '04/03/2026,MARLBRIDGE COUNCIL,£1200.00,1200.00',
    ].join('\r\n');
    expect(await read(text)).toEqual({
      accountEnding: '4567',
      lines: [
        { onDay: '2026-03-04', words: 'MARLBRIDGE COUNCIL', amountPence: 120_000n, bankId: null },
        { onDay: '2026-03-05', words: 'ANN BAKER WAGES', amountPence: -10_000n, bankId: null },
        { onDay: '2026-03-05', words: 'HMRC PAYE', amountPence: -102_000n, bankId: null },
      ],
      balances: { openingPence: 0n, closingPence: 8000n },
      leftOut: 0,
      problems: [],
    });
  });

  it('of another: semicolons, a mark in front, paid in and paid out, a balance brought forward', async () => {
    const text = [
      '\uFEFFTransaction Date;Type;Details;Paid out (£);Paid in (£);Account number',
      '2026-03-01;;Balance brought forward;;;12345678',
      '2026-03-04;DD;INSURANCE;90.00;;12345678',
      '2026-03-05;BAC;COUNCIL;;200;12345678',
    ].join('\n');
    expect(await read(text)).toEqual({
      accountEnding: '5678',
      lines: [
        { onDay: '2026-03-04', words: 'INSURANCE', amountPence: -9000n, bankId: null },
        { onDay: '2026-03-05', words: 'COUNCIL', amountPence: 20_000n, bankId: null },
      ],
      balances: null,
      leftOut: 0,
      problems: [],
    });
  });

  it('leaves out what is from before the budget', async () => {
    const text = 'Date,Details,Amount,Balance\n28/02/2026,OLD,-5.00,95.00\n01/03/2026,NEW,-10.00,85.00';
    expect(await read(text, '2026-03-01')).toMatchObject({
      lines: [{ words: 'NEW', amountPence: -1000n }],
      balances: { openingPence: 9500n, closingPence: 8500n },
      leftOut: 1,
    });
  });

  it('whose balances do not follow one another has none', async () => {
    const text = 'Date,Details,Amount,Balance\n01/03/2026,A,-5.00,95.00\n02/03/2026,B,-10.00,80.00';
    expect((await read(text)).balances).toBeNull();
  });

  it('names each row that is wrong, its column, what stands there and what to do', async () => {
    const text = [
      'Date,Details,Paid out,Paid in,Balance',
      '31/02/2026,A,5.00,,1.00',
      '01/03/2026,B,five,,1.00',
      '01/03/2026,C,5.00,5.00,1.00',
      '01/03/2026,D,,,1.00',
      '01/01/2027,E,1.00,,1.00',
      '01/03/2026,F,1.00,,lots',
    ].join('\n');
    expect((await read(text)).problems).toEqual([
      { row: 2, column: 'Date', value: '31/02/2026', remedy: 'Write the day as 04/03/2026 or 2026-03-04.' },
      { row: 3, column: 'Paid out', value: 'five', remedy: 'Write the sum in pounds and pence, such as 1,204.60.' },
      {
        row: 4,
        column: 'Paid out',
        value: '5.00',
        remedy: 'Only one of paid in and paid out can have a sum. Make two rows of it.',
      },
      { row: 5, column: 'Paid out', value: '', remedy: 'Write the sum, such as 12.50, or take the row out.' },
      { row: 6, column: 'Date', value: '01/01/2027', remedy: 'This day is still to come. Take the row out.' },
      {
        row: 7,
        column: 'Balance',
        value: 'lots',
        remedy: 'Write the balance as a sum, such as 1,204.60, or leave it empty.',
      },
    ]);
  });

  it.each([
    ['a page of the web', '<html><body>Sign in</body></html>', 'There is no heading.'],
    ['nothing but a heading', 'Date,Details,Amount\n', 'There are no payments in this file.'],
    ['no sums', 'Date,Details\n01/03/2026,A\n', 'There is no heading.'],
  ])('%s is refused with what to do', async (_name, text, remedy) => {
    const { problems, lines } = await read(text);
    expect([problems.length, lines.length, problems[0]?.row]).toEqual([1, 0, 1]);
    expect(problems[0]?.remedy).toContain(remedy);
  });
});

interface Dialect {
  readonly delimiter: string;
  readonly twoColumns: boolean;
  readonly british: boolean;
  readonly pounds: boolean;
  readonly thousands: boolean;
  readonly newestFirst: boolean;
  readonly mark: boolean;
  readonly crlf: boolean;
  readonly preamble: boolean;
}

const dialects = fc.record<Dialect>({
  delimiter: fc.constantFrom(',', ';', '\t'),
  twoColumns: fc.boolean(),
  british: fc.boolean(),
  pounds: fc.boolean(),
  thousands: fc.boolean(),
  newestFirst: fc.boolean(),
  mark: fc.boolean(),
  crlf: fc.boolean(),
  preamble: fc.boolean(),
});

const lineSets = fc.record({
  opening: fc.bigInt({ min: 0n, max: 10_000_000n }),
  lines: fc.array(
    fc.record({
      daysAfter: fc.integer({ min: 0, max: 3 }),
      words: fc.stringMatching(/^[A-Z][A-Za-z'",;&./ ]{0,30}[A-Z]$/),
      amountPence: fc.bigInt({ min: -500_000_000n, max: 500_000_000n }).filter((pence) => pence !== 0n),
    }),
    { minLength: 1, maxLength: 40 },
  ),
});

function written(pence: bigint, { pounds, thousands }: Dialect): string {
  const digits = String(pence < 0n ? -pence : pence).padStart(3, '0');
  const whole = digits.slice(0, -2);
  const grouped = thousands ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return `${pence < 0n ? '-' : ''}${pounds ? '£' : ''}${grouped}.${digits.slice(-2)}`;
}

function write(lines: readonly BankFileLine[], opening: bigint, dialect: Dialect): string {
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const row = (cells: readonly string[]): string => cells.map(cell).join(dialect.delimiter);
  let balance = opening;
  const rows = lines.map(({ onDay, words, amountPence }) => {
    balance += amountPence;
    const day = dialect.british ? onDay.split('-').reverse().join('/') : onDay;
    const sum = (one: bigint): string => written(one, dialect);
    const sums = dialect.twoColumns
      ? [amountPence < 0n ? sum(-amountPence) : '', amountPence > 0n ? sum(amountPence) : '']
      : [sum(amountPence)];
    return row([day, words, ...sums, sum(balance)]);
  });
  if (dialect.newestFirst) rows.reverse();
  const sums = dialect.twoColumns ? ['Money out', 'Money in (£)'] : ['Amount (GBP)'];
  const above = dialect.preamble ? [row(['Account Number', '40-11-22 12345678']), row(['Statement', ''])] : [];
  const all = [...above, row(['Date', 'Description', ...sums, 'Balance']), ...rows];
  return `${dialect.mark ? '\uFEFF' : ''}${all.join(dialect.crlf ? '\r\n' : '\n')}\n`;
}

it('any file in each dialect gives the same lines and balances', async () => {
  await fc.assert(
    fc.asyncProperty(lineSets, dialects, async ({ opening, lines }, dialect) => {
      let day = '2026-03-01';
      const whole = lines.map(({ daysAfter, words, amountPence }, index) => {
        // Of one day alone nothing may tell which end is the newer.
        day = addDays(day, index === lines.length - 1 ? 1 + daysAfter : daysAfter);
        return { onDay: day, words: readBankWords(words), amountPence, bankId: null };
      });
      const found = await read(write(whole, opening, dialect));
      expect(found.problems).toEqual([]);
      expect(found.lines).toEqual(whole);
      const closing = whole.reduce((sum, { amountPence }) => sum + amountPence, opening);
      expect(found.balances).toEqual({ openingPence: opening, closingPence: closing });
      expect(found.accountEnding).toBe(dialect.preamble ? '5678' : '');
    }),
  );
});

it('the same file has the same hash whatever a browser did to its line ends; another has another', async () => {
  const hashOf = async (text: string): Promise<string> => (await readBankFile(text, FROM, TODAY)).hash.toString('hex');
  const text = 'Date,Details,Amount\n01/03/2026,A,-5.00\n';
  expect(await hashOf(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toBe(await hashOf(text));
  expect(await hashOf(text.replace('5', '6'))).not.toBe(await hashOf(text));
});

it('bounds what it takes: letters, lines and problems', async () => {
  const heading = 'Date,Details,Amount\n';
  expect((await read(heading + 'x'.repeat(700_000))).problems).toEqual([
    {
      row: 1,
      column: '',
      value: '',
      remedy: 'The file is too long. Send at most 5000 lines at a time: a few months of it.',
    },
  ]);
  const many = await read(heading + '01/03/2026,A,-5.00\n'.repeat(5001));
  expect(many.problems).toEqual([
    { row: 5002, column: '', value: '', remedy: 'Send at most 5000 lines at a time: a few months of it.' },
  ]);
  expect((await read(heading + '01/03/2026,A,five\n'.repeat(200))).problems).toHaveLength(50);
  expect((await read(`${heading}01/03/2026,"A,-5.00\n`)).problems).toMatchObject([{ column: '' }]);
});

it('tells equal lines of one day apart, and is the same in a file that overlaps', () => {
  const line = { onDay: '2026-03-04', words: 'Ann Baker', amountPence: -100n, bankId: null };
  const [one, two, other] = fingerprinted('1234', [line, line, { ...line, amountPence: -101n }]);
  expect([one?.nth, two?.nth, other?.nth]).toEqual([1, 2, 1]);
  expect(one?.fingerprint).toBe(two?.fingerprint);
  expect(other?.fingerprint).not.toBe(one?.fingerprint);
  expect(fingerprinted('1234', [{ ...line, words: 'ANN BAKER' }])[0]).toMatchObject({
    fingerprint: one?.fingerprint,
    nth: 1,
  });
  expect(fingerprinted('9999', [line])[0]?.fingerprint).not.toBe(one?.fingerprint);
  // The bank's own number, where there is one, tells more than words do; twice in one file it is one payment.
  const numbered = { ...line, bankId: '7' };
  const told = fingerprinted('1234', [numbered, { ...numbered, words: 'BAKER A' }, { ...numbered, bankId: '8' }]);
  expect(told.map(({ bankId, nth }) => [bankId, nth])).toEqual([
    ['7', 1],
    ['8', 1],
  ]);
});

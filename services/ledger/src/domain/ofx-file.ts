import { isDay, type Pence } from '@owncourse/kernel/contract';
import { accountEnding, readBankWords } from './bank-cells.js';
import { type BankFileLine, type BankFileLines, type BankFileProblem, MOST_LINES, MOST_PROBLEMS } from './bank-file.js';

/** A tag and what stands after it. OFX 1 (SGML) leaves the ends of values out, OFX 2 (XML) writes them. */
interface Tag {
  readonly name: string;
  readonly ends: boolean;
  readonly value: string;
  readonly at: number;
}

const NAME = /^[A-Z][A-Z0-9.]{0,31}$/;
const LONGEST_VALUE = 400;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
/** Where the lines are not those of one account in pounds, nothing of the file is read. */
const OF_STATEMENT: ReadonlySet<string> = new Set(['CURDEF', 'ACCTID', 'BALAMT', 'DTASOF', 'DTEND']);

class NotOfx extends Error {
  constructor(
    readonly at: number,
    readonly remedy: string,
  ) {
    super(remedy);
  }
}

/** "-12.50", "+5", "7,5": a comma parts pence here, never thousands. Pence; null for what is not a sum. */
function readSum(text: string): Pence | null {
  const parts = /^([+-]?)(\d{1,10})(?:[.,](\d{1,2})0{0,4})?$/.exec(text);
  if (!parts) return null;
  const pence = BigInt(`${parts[2] ?? ''}${(parts[3] ?? '').padEnd(2, '0')}`);
  return parts[1] === '-' ? -pence : pence;
}

/** The first eight digits are the bank's own day, whatever time and zone stand behind them. */
function readDay(text: string): string | null {
  const parts = /^(\d{4})(\d{2})(\d{2})(?:\d{4}(?:\d{2})?(?:\.\d{1,3})?)?(?:\[[-+0-9.:A-Za-z]{1,12}\])?$/.exec(text);
  const day = parts ? `${parts[1] ?? ''}-${parts[2] ?? ''}-${parts[3] ?? ''}` : '';
  return isDay(day) ? day : null;
}

/** Only the entities that OFX itself has: a file declares none of its own here. */
function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|([a-z]{2,4}));/g, (whole, code: string | undefined, name: string | undefined) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const point = Number(code);
    return point > 0 && point <= 0x10_ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : ' ';
  });
}

/** From tag to tag, each letter once. @throws NotOfx */
function* tagsOf(text: string): Generator<Tag> {
  let at = text.indexOf('<OFX>');
  if (at < 0) throw new NotOfx(0, 'There is no statement in this file. Ask the bank’s website for OFX, QIF or CSV.');
  while (at >= 0) {
    const close = text.indexOf('>', at);
    if (close < 0 || close - at > 40)
      throw new NotOfx(at, 'A tag in this line does not end. Get the file from the bank again.');
    const inside = text.slice(at + 1, close);
    const ends = inside.startsWith('/');
    const name = ends ? inside.slice(1) : inside;
    if (!NAME.test(name))
      throw new NotOfx(at, 'This line has something that no bank writes. Get the file from the bank again.');
    const next = text.indexOf('<', close);
    const value = unescaped(text.slice(close + 1, next < 0 ? text.length : next)).trim();
    if (value.length > LONGEST_VALUE) throw new NotOfx(at, 'This line is too long. Get the file from the bank again.');
    yield { name, ends, value, at };
    at = next;
  }
}

interface Transaction {
  readonly at: number;
  readonly fields: Map<string, string>;
}

interface Statement {
  readonly transactions: readonly Transaction[];
  readonly accounts: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, string>;
}

/** @throws NotOfx */
function statementOf(text: string): Statement {
  const transactions: Transaction[] = [];
  const accounts = new Set<string>();
  const fields = new Map<string, string>();
  let open: Transaction | null = null;
  let balance = '';
  for (const { name, ends, value, at } of tagsOf(text)) {
    if (name === 'STMTTRN') {
      if (ends === (open === null))
        throw new NotOfx(at, 'A payment in this file does not end. Get it from the bank again.');
      if (open) transactions.push(open);
      open = ends ? null : { at, fields: new Map() };
      if (transactions.length > MOST_LINES)
        throw new NotOfx(at, `Send at most ${MOST_LINES} lines at a time: a few months of it.`);
    } else if (open) {
      if (!ends && value !== '' && !open.fields.has(name)) open.fields.set(name, value);
    } else if (name === 'LEDGERBAL' || name === 'AVAILBAL') {
      balance = ends ? '' : name;
    } else if (!ends && value !== '' && OF_STATEMENT.has(name)) {
      if (name === 'ACCTID') accounts.add(value);
      // What can still be drawn is not what is there.
      else if (balance !== 'AVAILBAL') fields.set(name, value);
    }
  }
  if (open) throw new NotOfx(open.at, 'A payment in this file does not end. Get it from the bank again.');
  return { transactions, accounts, fields };
}

/**
 * A statement in OFX 1 or 2, as British banks give it: one account, in pounds. Each payment has the bank's own number
 * (FITID), by which it comes in once. Nothing of it is kept where one payment is wrong.
 * @param budgetFrom the budget's first day @param today the last day that a line can have
 */
export function readOfx(text: string, budgetFrom: string, today: string): BankFileLines {
  const problems: BankFileProblem[] = [];
  const rowAt = (at: number): number => text.slice(0, at).split('\n').length;
  const wrong = (at: number, column: string, value: string, remedy: string): void => {
    problems.push({ row: rowAt(at), column, value: value.slice(0, 30), remedy });
  };
  const nothing = (): BankFileLines => ({ accountEnding: '', lines: [], balances: null, leftOut: 0, problems });
  let statement: Statement;
  try {
    statement = statementOf(text);
  } catch (error) {
    if (!(error instanceof NotOfx)) throw error;
    wrong(error.at, '', '', error.remedy);
    return nothing();
  }
  const { transactions, accounts, fields } = statement;
  const currency = fields.get('CURDEF') ?? 'GBP';
  if (currency !== 'GBP') wrong(0, 'CURDEF', currency, 'Choose an account in pounds.');
  if (accounts.size > 1) wrong(0, 'ACCTID', '', 'This file has more than one account. Get a file for each.');
  if (transactions.length === 0) wrong(0, '', '', 'There are no payments in this file. Choose other days at the bank.');
  if (problems.length > 0) return nothing();

  const lines: BankFileLine[] = [];
  let leftOut = 0;
  for (const { at, fields: said } of transactions) {
    if (problems.length >= MOST_PROBLEMS) break;
    const value = (name: string): string => said.get(name) ?? '';
    const [amountPence, onDay, bankId] = [readSum(value('TRNAMT')), readDay(value('DTPOSTED')), value('FITID')];
    if (amountPence === null)
      wrong(at, 'TRNAMT', value('TRNAMT'), 'This is not a sum. Get the file from the bank again.');
    else if (onDay === null)
      wrong(at, 'DTPOSTED', value('DTPOSTED'), 'This is not a day. Get the file from the bank again.');
    else if (onDay > today)
      wrong(at, 'DTPOSTED', value('DTPOSTED'), 'This day is still to come. Choose days up to today.');
    else if (bankId === '' || bankId.length > 255)
      wrong(at, 'FITID', bankId, 'This payment has no number of the bank. Ask the bank for CSV instead.');
    else if (onDay < budgetFrom) leftOut += 1;
    else if (amountPence !== 0n) {
      const [name, memo] = [value('NAME') || value('PAYEE'), value('MEMO')];
      const words = readBankWords(memo === '' || name.includes(memo) ? name : `${name} ${memo}`);
      lines.push({ onDay, words: words || 'No words', amountPence, bankId });
    }
  }
  const inOrder = lines.toSorted((one, other) => (one.onDay < other.onDay ? -1 : one.onDay > other.onDay ? 1 : 0));
  return {
    accountEnding: accountEnding([...accounts][0] ?? ''),
    lines: inOrder,
    balances: leftOut > 0 ? null : balancesOf(inOrder, fields),
    leftOut,
    problems,
  };
}

/** The file tells one balance; it is the one after the last line only where it is of the last day that the file covers. */
function balancesOf(lines: readonly BankFileLine[], fields: ReadonlyMap<string, string>): BankFileLines['balances'] {
  const closingPence = readSum(fields.get('BALAMT') ?? '');
  const [asOf, end] = [readDay(fields.get('DTASOF') ?? ''), readDay(fields.get('DTEND') ?? '')];
  const last = lines.at(-1)?.onDay;
  if (closingPence === null || asOf === null || end === null || last === undefined || asOf > end || asOf < last)
    return null;
  const moved = lines.reduce((sum, line) => sum + line.amountPence, 0n);
  return { openingPence: closingPence - moved, closingPence };
}

/** A row of the weight table that the payment schemes publish: whose accounts, which sum, which exception. */
export interface ModulusWeight {
  /** Sort codes as numbers, both included. */
  readonly start: number;
  readonly end: number;
  readonly check_type: 'MOD10' | 'MOD11' | 'DBLAL';
  readonly exception: number | null;
  /** One for each of the 14 digits of sort code and account. */
  readonly weights: readonly number[];
}

export interface ModulusTables {
  readonly weights: readonly ModulusWeight[];
  /** Sort codes that are checked as another (exception 5). */
  readonly substitutes: Readonly<Record<string, string>>;
}

const [A, B, C, G, H] = [6, 7, 8, 12, 13] as const;
/** Of these pairs of checks one is enough. */
const EITHER = new Set([2, 9, 10, 11, 12, 13, 14]);

const blank = (weights: readonly number[]): number[] => weights.map((weight, index) => (index <= B ? 0 : weight));

function weightsFor({ exception, weights }: ModulusWeight, digits: readonly number[]): readonly number[] {
  const [a, b, g] = [digits[A], digits[B], digits[G]];
  if (exception === 2 && a !== 0)
    return g === 9 ? [0, 0, 0, 0, 0, 0, 0, 0, 8, 7, 10, 9, 3, 1] : [0, 0, 1, 2, 5, 3, 6, 4, 8, 7, 10, 9, 3, 1];
  if (exception === 7 && g === 9) return blank(weights);
  if (exception === 10 && (a === 0 || a === 9) && b === 9 && g === 9) return blank(weights);
  return weights;
}

function sortCodeFor(exception: number | null, sortCode: string, tables: ModulusTables): string {
  if (exception === 5) return tables.substitutes[sortCode] ?? sortCode;
  if (exception === 8) return '090126';
  return exception === 9 ? '309634' : sortCode;
}

function total({ check_type }: ModulusWeight, weights: readonly number[], digits: readonly number[]): number {
  const products = digits.map((digit, index) => digit * (weights[index] ?? 0));
  const parts = check_type === 'DBLAL' ? products.flatMap((product) => Array.from(String(product), Number)) : products;
  return parts.reduce((sum, part) => sum + part, 0);
}

/** Exception 5: the remainder gives the check digit itself. */
function givesDigit(remainder: number, modulus: number, digit: number | undefined): boolean {
  if (remainder === 0) return digit === 0;
  return modulus - remainder === digit;
}

function passes(check: ModulusWeight, sortCode: string, account: string, tables: ModulusTables): boolean {
  const { exception } = check;
  const digits = Array.from(sortCodeFor(exception, sortCode, tables) + account, Number);
  const [a = 0, c, g = 0, h = 0] = [digits[A], digits[C], digits[G], digits[H]];
  if (exception === 3 && (c === 6 || c === 9)) return true;
  // A foreign currency account, which no sum can check.
  if (exception === 6 && a >= 4 && a <= 8 && g === h) return true;
  const sum = total(check, weightsFor(check, digits), digits) + (exception === 1 ? 27 : 0);
  const modulus = check.check_type === 'MOD11' ? 11 : 10;
  const remainder = sum % modulus;
  if (exception === 4) return remainder === g * 10 + h;
  if (exception === 5) return givesDigit(remainder, modulus, check.check_type === 'MOD11' ? g : h);
  return remainder === 0;
}

/**
 * The modulus check of UK accounts as published ("Validating account numbers", version 8.50). True also for sort codes of which
 * nothing is known: those are presumed right. It says that a number can exist, never whose it is.
 * @param sortCode six digits
 * @param account eight digits
 */
export function mayBeAccount(sortCode: string, account: string, tables: ModulusTables): boolean {
  const code = Number(sortCode);
  const [first, second] = tables.weights.filter(({ start, end }) => code >= start && code <= end);
  if (!first) return true;
  const passedFirst = passes(first, sortCode, account, tables);
  if (first.exception === 14)
    return passedFirst || (/[019]$/.test(account) && passes(first, sortCode, `0${account.slice(0, 7)}`, tables));
  if (!second) return passedFirst;
  if (first.exception !== null && EITHER.has(first.exception))
    return passedFirst || passes(second, sortCode, account, tables);
  return passedFirst && passes(second, sortCode, account, tables);
}

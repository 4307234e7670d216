import { isDay, type Pence } from '@owncourse/kernel/contract';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const LONGEST_WORDS = 200;

/**
 * A day as British banks write it: 04/03/2026, 4-3-26, 2026-03-04, 04 Mar 2026, with or without a time after it.
 * @returns "2026-03-04", or null for what is not a day
 */
export function readBankDay(text: string): string | null {
  const cell = text.trim().replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '');
  const own = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(cell);
  if (own) return dayOf(own[1], own[2], own[3]);
  const british = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/.exec(cell);
  if (british) return dayOf(british[3], british[2], british[1]);
  const named = /^(\d{1,2})[- ]([a-z]{3})[a-z]*[- ](\d{4}|\d{2})$/i.exec(cell);
  if (!named) return null;
  const month = MONTHS.indexOf((named[2] ?? '').toLowerCase()) + 1;
  return month === 0 ? null : dayOf(named[3], String(month), named[1]);
}

function dayOf(year = '', month = '', day = ''): string | null {
  const whole = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(whole) ? whole : null;
}

/**
 * A sum as British banks write it: £1,234.56, -12, 12.50-, (12.50), 12.50 DR.
 * @returns pence, out of the account below zero; null for what is not a sum
 */
export function readBankPence(text: string): Pence | null {
  let cell = text
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/[\s\u00A0]/g, '')
    .toUpperCase();
  let sign = 1n;
  const turn = (pattern: RegExp, kept: string): void => {
    if (!pattern.test(cell)) return;
    cell = cell.replace(pattern, kept);
    sign = -sign;
  };
  turn(/^\((.+)\)$/, '$1');
  turn(/(DR|D)$/, '');
  cell = cell.replace(/(CR|C)$/, '');
  turn(/^-/, '');
  turn(/-$/, '');
  cell = cell.replace(/^\+/, '').replace(/^(£|GBP)/, '');
  turn(/^-/, '');
  const parts = /^(\d{1,3}(?:,\d{3})+|\d{1,10})(?:\.(\d{1,2}))?$/.exec(cell);
  if (!parts) return null;
  return sign * BigInt(`${(parts[1] ?? '').replaceAll(',', '')}${(parts[2] ?? '').padEnd(2, '0')}`);
}

/**
 * What a line says, in one line of at most 200 letters, without signs that turn or hide what stands beside them. Of numbers
 * of accounts and cards only the last four digits stay, of sort codes nothing.
 */
export function readBankWords(text: string): string {
  const words = text
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\b\d{2}-\d{2}-\d{2}\b/g, '••-••-••')
    .replace(/\d(?:[ -]?\d){7,}/g, (number) => `••••${number.replace(/\D/g, '').slice(-4)}`)
    .replace(/\s+/g, ' ')
    .trim();
  return Array.from(words).slice(0, LONGEST_WORDS).join('').trim();
}

/** The last four digits of an account's number; '' where there is none. */
export function accountEnding(text: string): string {
  const digits = text.replace(/\D/g, '');
  return digits.length < 4 ? '' : digits.slice(-4);
}

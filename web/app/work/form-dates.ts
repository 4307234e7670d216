import { isDay } from '../journey/calendar.js';
import { textOf } from './refusal.js';

/**
 * A day from the three fields of a `DateInput`, as "2026-03-03"; '' when all are empty, null when it is not a day.
 */
export function readDay(form: FormData | URLSearchParams, prefix: string): string | null {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => textOf(form, `${prefix}-${part}`));
  if (!day && !month && !year) return '';
  if (!day || !month || !year || ![day, month, year].every((part) => /^\d{1,4}$/.test(part))) return null;
  const iso = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(iso) ? iso : null;
}

/** A day from `?from=2026-03-01` or from the three fields of the form; null when it is not a day. */
export function dayInAddress(address: URLSearchParams, name: string, fallback: string): string | null {
  const whole = address.get(name);
  if (whole !== null) return isDay(whole) ? whole : null;
  const day = readDay(address, name);
  return day === '' ? fallback : day;
}

/** The three fields for a day, for showing it in a `DateInput`. */
export function dayFields(day: string, prefix: string): Readonly<Record<string, string>> {
  const [year = '', month = '', date = ''] = day.split('-');
  return {
    [`${prefix}-day`]: date.replace(/^0/, ''),
    [`${prefix}-month`]: month.replace(/^0/, ''),
    [`${prefix}-year`]: year,
  };
}

/** A sum as people write it ("£1,204.60", "40"), in whole pence; null when it is not one. */
export function readPence(text: string): number | null {
  const parts = /^£?(\d{1,3}(?:,\d{3})+|\d{1,10})(?:\.(\d{2}))?$/.exec(text.replace(/\s+/g, ''));
  if (!parts) return null;
  return Number(`${(parts[1] ?? '').replaceAll(',', '')}${parts[2] ?? '00'}`);
}

import { addDays, daysBetween, type FieldProblem, isDay } from '@owncourse/kernel/contract';

/** What a card says beside its prices, as an officer sends it. Days are London days. */
export interface CardTermsInput {
  readonly validFrom: string;
  /** Last day; null for open. */
  readonly validTo?: string | null;
  /** A decimal such as "1.5". */
  readonly bankHolidayMultiplier: string;
  readonly cancellationNoticeHours: number;
  readonly cancellationPercent: string;
  /** None means all. */
  readonly holdingRoutes?: readonly string[] | null;
}

export interface CardTerms {
  readonly validFrom: string;
  /** First day after; null for open. */
  readonly validBefore: string | null;
  readonly bankHolidayMultiplier: string;
  readonly cancellationNoticeHours: number;
  readonly cancellationPercent: string;
  readonly holdingRoutes: readonly string[];
}

const FURTHEST_DAYS = 366 * 2;
const MOST_NOTICE_HOURS = 24 * 30;

/** A decimal of few places between two whole numbers, compared as text so that nothing is rounded. */
function isBetween(text: string, least: number, most: number, places: number): boolean {
  const parts = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(text);
  if (!parts || (parts[2] ?? '').length > places) return false;
  const whole = Number(parts[1]);
  return whole >= least && (whole < most || (whole === most && !/[1-9]/.test(parts[2] ?? '')));
}

/** Terms in order, or what is wrong with them field by field. */
export function readTerms(input: CardTermsInput, today: string): CardTerms | readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const wrong = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  const { validFrom, bankHolidayMultiplier, cancellationNoticeHours, cancellationPercent } = input;
  const validTo = input.validTo ?? null;
  const isFromDay = isDay(validFrom);
  if (!isFromDay) wrong('validFrom', 'Choose the first day.');
  else if (validFrom < today) wrong('validFrom', 'Choose today or a later day. Prices of days gone by stand.');
  else if (daysBetween(today, validFrom) > FURTHEST_DAYS) wrong('validFrom', 'Choose a day within two years.');
  if (validTo !== null && !isDay(validTo)) wrong('validTo', 'Choose the last day, or leave it empty.');
  else if (validTo !== null && isFromDay && validTo < validFrom)
    wrong('validTo', 'The last day cannot be before the first day.');
  if (!isBetween(bankHolidayMultiplier, 1, 10, 4))
    wrong('bankHolidayMultiplier', 'Write a number from 1 to 10, such as 1.5. 1 means the usual price.');
  if (
    !Number.isInteger(cancellationNoticeHours) ||
    cancellationNoticeHours < 0 ||
    cancellationNoticeHours > MOST_NOTICE_HOURS
  )
    wrong('cancellationNoticeHours', `Write whole hours, from 0 to ${MOST_NOTICE_HOURS}.`);
  if (!isBetween(cancellationPercent, 0, 100, 2))
    wrong('cancellationPercent', 'Write a number from 0 to 100, such as 50.');
  if (problems.length > 0) return problems;
  return {
    validFrom,
    validBefore: validTo === null ? null : addDays(validTo, 1),
    bankHolidayMultiplier,
    cancellationNoticeHours,
    cancellationPercent,
    holdingRoutes: [...new Set(input.holdingRoutes ?? [])].sort(),
  };
}

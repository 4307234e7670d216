import {
  addDays,
  divideRounded,
  type FieldProblem,
  isDay,
  isId,
  type Pence,
  Refusal,
} from '@owncourse/kernel/contract';
import type { InterruptionInput, InterruptionKind } from '../contract/visit-inputs.js';
import { cancellationFee } from './cancellation-fee.js';

const KINDS: readonly InterruptionKind[] = ['HOSPITAL', 'HOLIDAY', 'DEATH'];
/** Somebody may have been in hospital for a while before anybody says so. */
const LATEST_SAID_DAYS = 31;
const LATEST_DEATH_SAID_DAYS = 366;
const FURTHEST_DAYS = 366;
const GOES_ON: ReadonlySet<string> = new Set(['ACCEPTED', 'ACTIVE']);

/** @throws Refusal INVALID_INPUT with one problem a field, or NOT_FOUND for an id that cannot be one */
export function checkInterruption({ personId, kind, fromOn, toOn }: InterruptionInput, today: string): void {
  if (!isId(personId) || !KINDS.includes(kind)) throw Refusal.notFound();
  const problems: FieldProblem[] = [];
  const problem = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  if (!isDay(fromOn)) problem('fromOn', 'Choose a day.');
  else if (kind === 'DEATH' && (fromOn > today || fromOn < addDays(today, -LATEST_DEATH_SAID_DAYS)))
    problem('fromOn', 'Choose the day of the death: today or earlier.');
  else if (kind === 'HOLIDAY' && fromOn < today) problem('fromOn', 'Choose today or a later day.');
  else if (kind === 'HOSPITAL' && fromOn < addDays(today, -LATEST_SAID_DAYS))
    problem('fromOn', `Choose a day in the last ${LATEST_SAID_DAYS} days, or a later one.`);
  else if (fromOn > addDays(today, FURTHEST_DAYS)) problem('fromOn', 'Choose a day within the next year.');
  if (kind === 'HOLIDAY' && !toOn) problem('toOn', 'Choose the last day away.');
  else if (kind === 'DEATH' && toOn) problem('toOn', 'Leave the last day empty.');
  else if (toOn && (!isDay(toOn) || (isDay(fromOn) && (toOn < fromOn || toOn > addDays(fromOn, FURTHEST_DAYS)))))
    problem('toOn', 'Choose a last day that is not before the first, within a year.');
  if (problems.length > 0) throw Refusal.invalidFields(problems);
}

export interface VisitAway {
  readonly id: string;
  readonly on_date: string;
  readonly starts_at: Date;
  readonly amount_pence: Pence;
  readonly status: string;
  readonly order_status: string;
  readonly notice_hours: number;
  readonly percent_hundredths: bigint;
}

export interface Charged {
  /** Agreed now, by the notice rule: a holiday's. */
  readonly feePence: Pence;
  /** Falls due when the visit's day has passed and the person is still in hospital. */
  readonly retainerPence: Pence;
}

/**
 * What one visit costs that does not happen. A holiday: the card's fee inside the notice window. Hospital: no fee, and
 * the council's retainer of so many hundredths of a percent. A death: nothing, ever. Nothing before the provider said yes.
 */
export function chargedFor(kind: InterruptionKind, visit: VisitAway, at: Date, retainerHundredths: bigint): Charged {
  if (visit.status !== 'HELD' || !GOES_ON.has(visit.order_status)) {
    const planned = kind === 'HOSPITAL' && GOES_ON.has(visit.order_status);
    return { feePence: 0n, retainerPence: planned ? retainer(visit.amount_pence, retainerHundredths) : 0n };
  }
  switch (kind) {
    case 'HOLIDAY':
      return {
        feePence: cancellationFee(visit.amount_pence, visit.starts_at, at, {
          noticeHours: visit.notice_hours,
          percentHundredths: visit.percent_hundredths,
        }),
        retainerPence: 0n,
      };
    case 'HOSPITAL':
      return { feePence: 0n, retainerPence: retainer(visit.amount_pence, retainerHundredths) };
    case 'DEATH':
      return { feePence: 0n, retainerPence: 0n };
  }
}

function retainer(amountPence: Pence, hundredths: bigint): Pence {
  return divideRounded(amountPence * hundredths, 10_000n);
}

/** Whether an entry takes a visit away: after a death, later days and what was still to come that day. */
export function isTakenAway(kind: InterruptionKind, fromOn: string, visit: VisitAway, at: Date): boolean {
  if (kind === 'HOLIDAY') return visit.starts_at > at;
  if (kind === 'DEATH') return visit.on_date > fromOn || visit.starts_at > at;
  return true;
}

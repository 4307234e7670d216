import { londonInstant } from '@owncourse/kernel/contract';
import { endTime } from '../domain/end-time.js';
import { spansOf, whenInWords } from '../domain/when-in-words.js';
import type { CoverRequestRow } from '../persistence/cover.repository.js';
import type { ReplacementTermsRow } from '../persistence/replacement.repository.js';
import { SOMEBODY } from './names.js';

export type View = Record<string, unknown>;

/** When, how much and where: of the visit, or of the first visit of a whole order. */
export interface CoveredVisit {
  readonly id: string;
  readonly on_date: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly quantity: string;
  readonly place: string;
}

export function requestView(row: CoverRequestRow): View {
  return {
    __typename: 'CoverRequest',
    id: row.id,
    occurrenceId: row.occurrence_id,
    personName: row.person_name ?? SOMEBODY,
    status: row.status,
    orderId: row.order_id,
  };
}

export function firstVisitOf(terms: ReplacementTermsRow): CoveredVisit {
  const startsAt = londonInstant(terms.first_on, terms.start_time);
  const endsAt = new Date(startsAt.getTime() + terms.duration_minutes * 60_000);
  return {
    id: terms.request_id,
    on_date: terms.first_on,
    starts_at: startsAt,
    ends_at: endsAt,
    quantity: terms.quantity,
    place: terms.place,
  };
}

export function replacedView(terms: ReplacementTermsRow): View {
  return {
    orderId: terms.order_id,
    whenInWords: whenInWords({
      recurrence: terms.recurrence,
      startsOn: terms.first_on,
      startTime: terms.start_time,
      endTime: endTime(terms.start_time, terms.duration_minutes),
      moreTimes: spansOf(terms.more_times).moreTimes,
    }),
    firstOn: terms.first_on,
    endsOn: terms.ends_on,
    takesOver: terms.takes_over,
    answerUntil: terms.answer_until,
  };
}

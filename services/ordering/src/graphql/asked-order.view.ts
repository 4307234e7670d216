import { parseQuantity } from '@owncourse/kernel/contract';
import { endTime } from '../domain/end-time.js';
import { visitMinutes } from '../domain/visit-plan.js';
import { whenInWords } from '../domain/when-in-words.js';

/** What people are asked for a yes to, before it is an order. London days and clock. */
interface AskedRow {
  readonly id: string;
  readonly status: string;
  readonly provider_id: string;
  readonly service_id: string;
  readonly variant_id: string;
  /** Null for what is not sold any more. */
  readonly unit: string | null;
  readonly quantity: string;
  readonly starts_on: string;
  readonly ends_on: string | null;
  readonly start_time: string;
  readonly recurrence: string | null;
  readonly place: string;
  readonly note: string | null;
  readonly asked_at: Date;
  readonly answer_by: Date;
}

/** One visit of a day by the clock, from when it starts and how much of it there is. */
export function askedTime(startTime: string, quantity: string, unit: string | null) {
  const minutes = visitMinutes(unit ?? '', parseQuantity(quantity));
  return { startTime, endTime: endTime(startTime, minutes), quantity };
}

/** What a shared and a joint order show alike. @param moreTimes the other times of its days, later ones */
export function askedOrderView<Row extends AskedRow>(
  row: Row,
  moreTimes: readonly { readonly startTime: string; readonly endTime: string }[] = [],
) {
  const { startTime, endTime: ends } = askedTime(row.start_time.slice(0, 5), row.quantity, row.unit);
  return {
    id: row.id,
    row,
    status: row.status,
    provider: { id: row.provider_id },
    service: { id: row.service_id },
    variant: { id: row.variant_id },
    quantity: row.quantity,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    startTime,
    whenInWords: whenInWords({
      recurrence: row.recurrence,
      startsOn: row.starts_on,
      startTime,
      endTime: ends,
      moreTimes,
    }),
    place: row.place,
    note: row.note,
    askedAt: row.asked_at,
    answerBy: row.answer_by,
  };
}

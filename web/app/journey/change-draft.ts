import type { AmendOrderInput, ChangeOrderQuery } from '../generated/graphql.js';
import { type Weekday, weekdays } from './calendar.js';
import { dayOf, textOf } from './problems.js';

export type ChangedOrder = NonNullable<ChangeOrderQuery['order']>;

/** A change while it is being made. It travels in forms, never in addresses, because places and notes are private. */
export interface ChangeDraft {
  readonly fromOn: string;
  readonly quantity: string;
  readonly time: string;
  readonly days: readonly Weekday[];
  /** "week-2": every two weeks; "month-1": the first such day of a month, "month--1" the last; "day-15": a day of the month. */
  readonly often: string;
  readonly endsOn: string;
  readonly place: string;
  readonly note: string;
}

export function draftOfOrder(order: ChangedOrder, fromOn: string): ChangeDraft {
  const { pattern } = order;
  const often = pattern?.monthDay
    ? `day-${pattern.monthDay}`
    : pattern?.monthWeek
      ? `month-${pattern.monthWeek}`
      : `week-${pattern?.everyWeeks ?? 1}`;
  return {
    fromOn,
    quantity: order.lines[0]?.quantity ?? '',
    time: order.startTime,
    days: weekdays.filter((day) => pattern?.weekdays.includes(day)),
    often,
    endsOn: order.endsOn ?? '',
    place: order.place,
    note: order.note ?? '',
  };
}

export function readChange(form: FormData): ChangeDraft {
  const chosen = form.getAll('day');
  return {
    fromOn: textOf(form, 'fromOn') || dayOf(form, 'from'),
    quantity: textOf(form, 'quantity'),
    time: textOf(form, 'time'),
    days: weekdays.filter((day) => chosen.includes(day)),
    often: textOf(form, 'often'),
    endsOn: form.has('endsOn') ? textOf(form, 'endsOn') : dayOf(form, 'until'),
    place: textOf(form, 'place'),
    note: textOf(form, 'note'),
  };
}

/** What is asked of the service; `unitPricePence` is the price that the person was shown. */
export function changeInput(
  order: Pick<ChangedOrder, 'id' | 'kind' | 'version'>,
  draft: ChangeDraft,
  unitPricePence: number,
  idempotencyKey: string,
  /** Own money of one visit that was agreed to; null for none, and where it is only looked at. */
  agreedOwnMoneyPence: number | null = null,
  /** Days of their own price as they were shown; none where it is only looked at. */
  shownDays: AmendOrderInput['shownDays'] = [],
): AmendOrderInput {
  const [, unit = 'week', count = '1'] = /^(week|month|day)-(-?\d+)$/.exec(draft.often) ?? [];
  const number = Number(count);
  return {
    orderId: order.id,
    idempotencyKey,
    version: order.version,
    fromOn: draft.fromOn,
    quantity: draft.quantity,
    startTime: draft.time,
    pattern:
      order.kind === 'STANDING'
        ? {
            weekdays: [...draft.days],
            everyWeeks: unit === 'week' ? number : null,
            monthWeek: unit === 'month' ? number : null,
            monthDay: unit === 'day' ? number : null,
          }
        : null,
    endsOn: order.kind === 'STANDING' && draft.endsOn !== '' ? draft.endsOn : null,
    place: draft.place,
    note: draft.note === '' ? null : draft.note,
    shownUnitPricePence: unitPricePence,
    shownDays,
    agreedOwnMoneyPence,
  };
}

const ordinals = [
  { value: 'month-1', text: 'Once a month: the first of them' },
  { value: 'month-2', text: 'Once a month: the second of them' },
  { value: 'month-3', text: 'Once a month: the third of them' },
  { value: 'month-4', text: 'Once a month: the fourth of them' },
  { value: 'month--1', text: 'Once a month: the last of them' },
];

/** How often a pattern can repeat; a day of the month only where the order has one. */
export function oftenItems(current: string): readonly { readonly value: string; readonly text: string }[] {
  const monthDay = /^day-(\d+)$/.exec(current)?.[1];
  return [
    { value: 'week-1', text: 'Every week' },
    { value: 'week-2', text: 'Every 2 weeks' },
    { value: 'week-3', text: 'Every 3 weeks' },
    { value: 'week-4', text: 'Every 4 weeks' },
    ...ordinals,
    ...(monthDay === undefined ? [] : [{ value: current, text: `On day ${monthDay} of every month` }]),
  ];
}

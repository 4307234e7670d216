import type { AmendOrderInput, ChangeOrderQuery } from '../generated/graphql.js';
import { type Weekday, weekdays } from './calendar.js';
import { type DraftTime, type DraftVisit, readMoreTimes } from './more-times.js';
import { plainQuantity } from './order-draft.js';
import { dayOf, textOf, textsOf } from './problems.js';

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
  /** Other times of the same days. */
  readonly more: readonly DraftTime[];
  /** Single visits on days of their own, beside the pattern. */
  readonly extra: readonly DraftVisit[];
}

export function draftOfOrder(order: ChangedOrder, fromOn: string, today: string): ChangeDraft {
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
    more: order.times
      .slice(1)
      .map(({ startTime, quantity }) => ({ time: startTime, quantity: plainQuantity(quantity) })),
    extra: order.extraVisits
      .filter(({ day }) => day >= today)
      .map(({ day, startTime, quantity }) => ({ date: day, time: startTime, quantity: plainQuantity(quantity) })),
  };
}

/** The same with one more row to fill in: a time of the same days, or a visit on a day of its own. */
export function withMore(draft: ChangeDraft, add: string | null): ChangeDraft {
  if (add === 'time') return { ...draft, more: [...draft.more, { time: '', quantity: '' }] };
  if (add !== 'visit') return draft;
  const { time, quantity } = draft;
  return { ...draft, extra: [...draft.extra, { date: '', time, quantity: plainQuantity(quantity) }] };
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
    more: readMoreTimes(form),
    extra: readExtraVisits(form),
  };
}

/** One without a day is taken out. */
function readExtraVisits(form: FormData): readonly DraftVisit[] {
  const [days, quantities] = [textsOf(form, 'extra-on'), textsOf(form, 'extra-quantity')];
  return textsOf(form, 'extra-time')
    .map((time, index) => ({
      date: days[index] ?? dayOf(form, `extra-${index}`),
      time,
      quantity: quantities[index] ?? '',
    }))
    .filter(({ date }) => date !== '');
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
    moreTimes:
      order.kind === 'STANDING' ? draft.more.map(({ time, quantity }) => ({ startTime: time, quantity })) : null,
    extraVisits:
      order.kind === 'STANDING'
        ? draft.extra.map(({ date, time, quantity }) => ({ date, startTime: time, quantity }))
        : null,
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

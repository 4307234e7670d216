import { londonDate, type OperationContext, shortReference } from '@owncourse/kernel/contract';
import { cancellationFee } from '../domain/cancellation-fee.js';
import { endTime } from '../domain/end-time.js';
import { changeMindUntil } from '../domain/own-purchase.js';
import { patternOf } from '../domain/pattern.js';
import { spansOf, whenInWords } from '../domain/when-in-words.js';
import type { DeliveryRow, OccurrenceRow, OrderRow } from '../persistence/order.repository.js';
import type { PlacedOrder } from '../use-cases/place-order.js';
import { SOMEBODY } from './names.js';

export type View = Record<string, unknown> & { readonly id: string };

/** What GraphQL's Order shows of a row; edges (person, provider, …) are ids that other rooms fill in. */
export function orderView(row: OrderRow): View {
  const times = { startTime: row.start_time.slice(0, 5), endTime: endTime(row.start_time, row.duration_minutes) };
  const { moreTimes, extraVisits } = spansOf(row.more_times);
  const [line] = row.lines;
  const first = { ...times, quantity: line?.quantity ?? '0', linePence: BigInt(line?.linePence ?? 0) };
  return {
    __typename: 'Order',
    id: row.id,
    reference: shortReference(row.id),
    kind: row.kind,
    status: row.status,
    person: { id: row.participant_ids[0] },
    provider: { id: row.provider_id },
    service: { id: row.service_id },
    lines: row.lines.map((line) => ({
      id: line.id,
      person: { id: line.personId },
      budgetId: line.budgetId,
      variant: { id: line.variantId },
      quantity: line.quantity,
      unitPricePence: BigInt(line.unitPricePence),
      linePence: BigInt(line.linePence),
      // To whoever pays themselves it is simply the price.
      priceKind: row.rights_read_at === null ? line.priceKind : 'PUBLIC',
      rateCardVersion: line.rateCardVersion,
    })),
    version: row.current_version,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    ...times,
    times: [first, ...moreTimes],
    extraVisits,
    weekdays: patternOf(row.recurrence)?.weekdays ?? [],
    place: row.place,
    note: row.note,
    whenInWords: whenInWords({ recurrence: row.recurrence, startsOn: row.starts_on, ...times, moreTimes }),
    placedAt: row.placed_at,
    placedByName: row.placed_by_name ?? SOMEBODY,
    onBehalf: row.mandate_id !== null,
    declineReason: row.decline_reason,
    refusalReason: row.refusal_reason,
    ownPurchase:
      row.rights_read_at === null
        ? null
        : {
            rightsReadAt: row.rights_read_at,
            asksToStartEarly: row.asks_to_start_early,
            agreedAt: row.agreed_at,
            changeMindUntil: row.agreed_at === null ? null : changeMindUntil(londonDate(row.agreed_at)),
          },
  };
}

const READ_LATER = [
  'lines',
  'startsOn',
  'endsOn',
  'startTime',
  'endTime',
  'times',
  'extraVisits',
  'weekdays',
  'place',
  'note',
  'whenInWords',
  'placedByName',
  'onBehalf',
  'declineReason',
  'refusalReason',
  'ownPurchase',
] as const;

/** An order just placed: what is known needs no reading; the rest is read once, and only when it is asked for. */
export function placedOrderView(
  placed: NonNullable<PlacedOrder['fresh']>,
  read: (context: OperationContext) => Promise<View | null>,
): View {
  const later = Object.fromEntries(
    READ_LATER.map((field) => [
      field,
      async (_args: unknown, context: OperationContext) => (await read(context))?.[field],
    ]),
  );
  return {
    ...later,
    __typename: 'Order',
    id: placed.orderId,
    reference: shortReference(placed.orderId),
    kind: placed.kind,
    status: placed.status,
    person: { id: placed.personId },
    provider: { id: placed.providerId },
    service: { id: placed.serviceId },
    version: 1,
    placedAt: placed.at,
  };
}

export function occurrenceView(row: OccurrenceRow, at: Date): View {
  const open =
    row.status === 'HELD' && !row.price_is_asked && (row.order_status === 'ACCEPTED' || row.order_status === 'ACTIVE');
  const fee = open
    ? cancellationFee(row.amount_pence, row.starts_at, at, {
        noticeHours: row.cancellation_notice_hours,
        percentHundredths: row.cancellation_percent_hundredths,
      })
    : 0n;
  return {
    id: row.id,
    orderId: row.order_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    onDate: row.on_date,
    quantity: row.quantity,
    amountPence: row.amount_pence,
    status: row.status,
    cancellationFeePence: fee,
  };
}

export function deliveryView(row: DeliveryRow): View {
  return {
    __typename: 'Delivery',
    id: row.id,
    occurrenceId: row.occurrence_id,
    serviceId: row.service_id,
    paysSelf: row.pays_self,
    personName: row.person_name ?? SOMEBODY,
    onDate: row.on_date,
    place: row.place,
    workerName: row.worker_name,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    quantity: row.quantity,
    amountPence: row.amount_pence,
    status: row.status,
    disputeReason: row.dispute_reason,
    confirmedAt: row.confirmed_at,
    confirmsItselfOn: row.status === 'RECORDED' ? row.confirms_itself_on : null,
  };
}

/** What happened to an order, in the past tense, without a name. */
const EVENT_WORDS: Readonly<Record<string, string>> = {
  PLACED: 'Ordered',
  AWAY: 'Visits were cancelled: the person is away',
  PAUSED: 'Visits were cancelled',
  ENDED_FOR_GOOD: 'Ended for good',
  URGENT_CARE: 'Started by the council at once, because it could not wait',
  PLACED_FOR_APPROVAL: 'Ordered. The council looks at it first',
  APPROVED: 'The council said yes',
  REFUSED: 'The council said no',
  ACCEPTED: 'The provider said yes',
  DECLINED: 'The provider said no',
  AMENDED: 'Changed',
  CHANGE_ACCEPTED: 'The provider said yes to the change',
  CHANGE_DECLINED: 'The provider said no to the change',
  CHANGE_UNDONE: 'Everything goes on as it was before the change',
  VISIT_CANCELLED: 'One visit was cancelled',
  VISIT_CANCELLED_BY_PROVIDER: 'The provider cancelled one visit',
  BREAK: 'The visits of some days were cancelled',
  BREAK_BY_PROVIDER: 'The provider cancelled the visits of some days',
  RESUMED: 'Started again after a break',
  ENDS: 'Given a last day',
  ENDS_BY_PROVIDER: 'The provider stopped it',
  REPLACES: 'Somebody else said yes, and takes over',
  REPRICED: 'The council’s new price counts from its day',
  PRICE_RISE_ASKED: 'A higher price was put to the person',
  PRICE_RISE_SILENT: 'Nobody said no to the higher price, so it counts',
  PRICE_RISE_AGREED: 'The higher price was agreed',
  OWN_PART_ASKED: 'A bigger part of own money was put to the person',
  OWN_PART_AGREED: 'The bigger part of own money was agreed',
  TRIAL_CONTINUED: 'The trial suited, and a standing order was placed',
  AFTER_TRIAL: 'Placed after a trial visit',
  TRIAL_NOT_FOR_ME: 'The trial did not suit',
  SHARED_VISITS_ENDED: 'Visits were cancelled for all who share them, because one of them cannot have them',
  CANCELLED: 'Cancelled',
  CANCELLED_BY_PROVIDER: 'Cancelled by the provider',
  ENDED_WITH_BUDGET: 'Ended, because the budget ended',
  EXPIRED: 'Nobody answered in time. The money came back',
  EXPIRED_UNDECIDED: 'The council did not decide in time. The money came back',
  DISPUTED: 'A visit was questioned',
  DISPUTE_SETTLED: 'The question about a visit was settled',
  DISPUTE_ANSWERED: 'The provider put a visit right',
};

export function eventWords(code: string): string {
  return EVENT_WORDS[code] ?? code;
}

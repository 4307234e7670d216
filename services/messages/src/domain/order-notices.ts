import type { RoleName } from '@owncourse/kernel/contract';
import type { Known, OrderFacts } from './known.js';
import type { MessageKind } from './message-kinds.js';
import type { MessageFacts, Notice } from './notice.js';

const ANSWERS_ORDERS: readonly RoleName[] = ['PROVIDER_OWNER', 'PROVIDER_ORDERS'];

function factsOf(order: OrderFacts, personId: string, known: Known): MessageFacts {
  const [provider, service] = [known.names.get(order.provider_id), known.services.get(order.service_id)];
  const person = known.names.get(personId);
  return {
    personId,
    orderId: order.id,
    day: order.first_on,
    ...(person === undefined ? {} : { person }),
    ...(provider === undefined ? {} : { provider }),
    ...(service === undefined ? {} : { service }),
    ...(order.reason === null ? {} : { reason: order.reason }),
    ...(order.pays_self ? { paysSelf: true as const } : {}),
  };
}

/** One notice for each person who takes part, and those who act for them. */
function toPeople(
  kind: MessageKind,
  order: OrderFacts,
  known: Known,
  scope: 'VIEW' | 'ORDER',
  more: MessageFacts = {},
): Notice[] {
  return order.person_ids.map((personId) => ({
    kind,
    to: { side: 'PERSON', personId, scope },
    facts: { ...factsOf(order, personId, known), ...more },
  }));
}

function toStaff(kind: MessageKind, order: OrderFacts, known: Known, more: Partial<Notice> = {}): Notice {
  return {
    kind,
    to: { side: 'STAFF', organisationId: order.provider_id, roles: ANSWERS_ORDERS },
    facts: factsOf(order, order.person_ids[0] ?? '', known),
    ...more,
  };
}

export function orderPlaced(order: OrderFacts, known: Known): Notice[] {
  const actor = known.names.get(order.placed_by);
  const forOthers = order.person_ids
    .filter((personId) => personId !== order.placed_by)
    .map((personId): Notice => ({
      kind: 'ORDER_PLACED_FOR_YOU',
      to: { side: 'ONE', personId },
      facts: { ...factsOf(order, personId, known), ...(actor === undefined ? {} : { actor }) },
    }));
  return [...forOthers, ...orderToAnswer(order, known)];
}

/** Whoever has to answer now: the approver first where policy says so, then the provider. */
export function orderToAnswer(order: OrderFacts, known: Known): Notice[] {
  if (order.status === 'AWAITING_APPROVAL')
    return [
      {
        kind: 'ORDER_TO_APPROVE',
        to: { side: 'WIDE_OFFICER', roles: ['APPROVER'] },
        facts: factsOf(order, order.person_ids[0] ?? '', known),
        subjects: [order.id],
      },
    ];
  if (order.status === 'SUBMITTED') return [toStaff('ORDER_TO_ANSWER', order, known, { subjects: [order.id] })];
  return [];
}

export function orderAccepted(order: OrderFacts, known: Known): Notice[] {
  return toPeople('ORDER_ACCEPTED', order, known, 'VIEW');
}

/** The contract's confirmation, to whoever pays all of it themselves. @param until the last London day to change their mind */
export function ownPurchaseAgreed(order: OrderFacts, known: Known, until: string): Notice[] {
  return order.person_ids.map((personId) => ({
    kind: 'OWN_PURCHASE_AGREED',
    to: { side: 'ONE', personId },
    facts: { ...factsOf(order, personId, known), until },
  }));
}

export function orderDeclined(order: OrderFacts, known: Known): Notice[] {
  return toPeople('ORDER_DECLINED', order, known, 'ORDER');
}

export function orderRefused(order: OrderFacts, known: Known): Notice[] {
  return toPeople('ORDER_REFUSED', order, known, 'ORDER');
}

export function orderExpired(order: OrderFacts, known: Known): Notice[] {
  return [...toPeople('ORDER_EXPIRED', order, known, 'ORDER'), toStaff('ORDER_EXPIRED_UNANSWERED', order, known)];
}

/** The provider answers a change, or reads of a note that changed. */
export function orderAmended(order: OrderFacts, known: Known, asksProvider: boolean): Notice[] {
  return [
    asksProvider
      ? toStaff('CHANGE_TO_ANSWER', order, known, { subjects: [order.id] })
      : toStaff('ORDER_CHANGED', order, known),
  ];
}

export function changeAnswered(order: OrderFacts, known: Known, accepted: boolean): Notice[] {
  return toPeople(accepted ? 'CHANGE_ACCEPTED' : 'CHANGE_DECLINED', order, known, accepted ? 'VIEW' : 'ORDER');
}

/** @param fromOn first London day of the higher price */
export function priceRiseAsked(order: OrderFacts, known: Known, fromOn: string): Notice[] {
  return toPeople('PRICE_RISE_TO_ANSWER', order, known, 'ORDER', { day: fromOn }).map((notice) => ({
    ...notice,
    subjects: [order.id],
  }));
}

export function ownPartAsked(order: OrderFacts, known: Known, fromOn: string): Notice[] {
  return toPeople('OWN_MONEY_TO_ANSWER', order, known, 'ORDER', { day: fromOn }).map((notice) => ({
    ...notice,
    subjects: [order.id],
  }));
}

/**
 * A provider stops a whole order: to the person and those who act for them, to whoever looks after them, and as a receipt to the
 * provider. @param fromOn first London day without it
 */
export function providerEnded(
  order: OrderFacts,
  known: Known,
  fromOn: string,
  approverIds: readonly string[],
): Notice[] {
  const toWatch = order.person_ids.flatMap((personId): Notice[] => {
    const careManager = known.careManagers.get(`${order.council_id}/${personId}`);
    if (careManager === undefined) return [];
    const facts = { ...factsOf(order, personId, known), day: fromOn };
    return [{ kind: 'PROVIDER_ENDED_TO_WATCH', to: { side: 'ONE', personId: careManager }, facts }];
  });
  // As long as they are approvers still; whoever came after them had no part in it.
  const toApprovers = order.person_ids.map((personId): Notice => ({
    kind: 'PROVIDER_ENDED_TO_APPROVER',
    to: { side: 'WIDE_OFFICER', roles: ['APPROVER'] },
    onlyIds: approverIds,
    facts: { ...factsOf(order, personId, known), day: fromOn },
  }));
  return [
    ...toPeople('PROVIDER_ENDED', order, known, 'VIEW', { day: fromOn }),
    ...toWatch,
    ...(approverIds.length > 0 ? toApprovers : []),
  ];
}

export function trialWaits(order: OrderFacts, known: Known): Notice[] {
  return toPeople('TRIAL_TO_DECIDE', order, known, 'ORDER').map((notice) => ({ ...notice, subjects: [order.id] }));
}

/** That it ends, never why: the reason is the person's. */
export function trialOver(order: OrderFacts, known: Known): Notice[] {
  return [toStaff('TRIAL_NOT_CONTINUED', order, known)];
}

/** @param unfunded how many promised visits the budget cannot pay for at the new price */
export function visitsRepriced(order: OrderFacts, known: Known, fromOn: string, unfunded: number): Notice[] {
  return [
    ...toPeople('NEW_PRICE', order, known, 'VIEW', { day: fromOn }),
    ...(unfunded > 0 ? toPeople('VISITS_NOT_PAID_FOR', order, known, 'ORDER', { count: unfunded }) : []),
  ];
}

/** The person reads of it once for all orders. @param day from which on they come again */
export function orderResumed(order: OrderFacts, known: Known, day: string): Notice[] {
  const facts = { ...factsOf(order, order.person_ids[0] ?? '', known), day };
  return [toStaff('ORDER_RESUMED_AT_PROVIDER', order, known, { facts })];
}

/** The order itself waits for an answer as every other; this one says how quickly. */
export function urgentCareStarted(order: OrderFacts, known: Known): Notice[] {
  return [
    toStaff('URGENT_CARE_TO_ANSWER', order, known, { subjects: [order.id] }),
    ...toPeople('URGENT_CARE_FOR_YOU', order, known, 'VIEW'),
  ];
}

/**
 * Both sides read it; for whoever cancelled it is the receipt.
 * @param days of the visits that will not happen
 * @param because somebody they were shared with has them no more; or the provider stopped it, which the person reads apart
 */
export function visitsCancelled(
  order: OrderFacts,
  days: readonly string[],
  known: Known,
  because: 'SHARED' | 'PROVIDER_ENDED' | null,
): Notice[] {
  const [day] = [...days].sort();
  if (day === undefined) return [];
  const more = { day, count: days.length };
  return [
    ...(because === 'PROVIDER_ENDED'
      ? []
      : toPeople(because === 'SHARED' ? 'SHARED_VISITS_CANCELLED' : 'VISITS_CANCELLED', order, known, 'VIEW', more)),
    toStaff('VISITS_CANCELLED_AT_PROVIDER', order, known, {
      facts: { ...factsOf(order, order.person_ids[0] ?? '', known), ...more },
    }),
  ];
}

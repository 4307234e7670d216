import type { RoleName } from '@owncourse/kernel/contract';
import { READS_MONEY } from './invoice-notices.js';
import type { Known } from './known.js';
import type { MessageKind } from './message-kinds.js';
import type { MessageFacts, Notice } from './notice.js';

type Payload = Readonly<Record<string, unknown>>;

const SEES_VISITS: readonly RoleName[] = ['PROVIDER_OWNER', 'PROVIDER_ORDERS'];
const WATCHES: readonly RoleName[] = ['CARE_MANAGER', 'APPROVER'];
const DECIDES: readonly RoleName[] = ['APPROVER'];

function text(payload: Payload, name: string): string {
  const value = payload[name];
  return typeof value === 'string' ? value : '';
}

function factsOf(payload: Payload, known: Known): MessageFacts {
  const [personId, orderId] = [text(payload, 'personId'), text(payload, 'orderId')];
  const note = known.deliveries.get(text(payload, 'deliveryId'));
  const day = known.visits.get(text(payload, 'occurrenceId'))?.on_date ?? note?.on_date;
  const serviceId = known.orders.get(orderId)?.service_id ?? note?.service_id ?? '';
  return Object.fromEntries(
    Object.entries({
      personId,
      orderId,
      day,
      deliveryId: text(payload, 'deliveryId'),
      disputeId: text(payload, 'disputeId'),
      person: known.names.get(personId),
      provider: known.names.get(text(payload, 'providerId')),
      service: known.services.get(serviceId),
    }).filter(([, value]) => value !== undefined && value !== ''),
  );
}

/** One thing that happened to a visit, told to each side in its own words. */
class Telling {
  private readonly facts: MessageFacts;

  constructor(
    private readonly payload: Payload,
    known: Known,
    private readonly subjects: readonly string[] = [],
  ) {
    this.facts = factsOf(payload, known);
  }

  toPerson(kind: MessageKind, scope: 'VIEW' | 'ORDER' | 'CONFIRM', more: MessageFacts = {}): Notice {
    const personId = text(this.payload, 'personId');
    return this.notice(kind, { side: 'PERSON', personId, scope }, { ...this.facts, ...more });
  }

  toProvider(kind: MessageKind, more: MessageFacts = {}): Notice {
    return this.toStaff(kind, SEES_VISITS, more);
  }

  toStaff(kind: MessageKind, roles: readonly RoleName[], more: MessageFacts = {}): Notice {
    const organisationId = text(this.payload, 'providerId');
    return this.notice(kind, { side: 'STAFF', organisationId, roles }, { ...this.facts, ...more });
  }

  /** Without names: whom it is about is seen on the page, by whoever may look. */
  toOfficers(kind: MessageKind, roles: readonly RoleName[]): Notice {
    const { day, disputeId } = this.facts;
    const facts = { ...(day === undefined ? {} : { day }), ...(disputeId === undefined ? {} : { disputeId }) };
    return this.notice(kind, { side: 'OFFICER', roles }, facts);
  }

  private notice(kind: MessageKind, to: Notice['to'], facts: MessageFacts): Notice {
    return { kind, to, facts, subjects: this.subjects };
  }
}

/** Everybody who can do something about it is told at once: model.md, "Orders". */
export function visitNotStarted(payload: Payload, known: Known): Notice[] {
  const tell = new Telling(payload, known, [text(payload, 'occurrenceId')]);
  return [
    tell.toPerson('VISIT_NOT_STARTED', 'VIEW'),
    tell.toProvider('VISIT_NOT_STARTED_AT_PROVIDER'),
    tell.toOfficers('VISIT_NOT_STARTED_TO_WATCH', WATCHES),
  ];
}

export function questionAnswered(payload: Payload, known: Known): Notice[] {
  return [new Telling(payload, known, [text(payload, 'deliveryId')]).toPerson('QUESTION_ANSWERED', 'CONFIRM')];
}

/** The sides that did not write it; the council once it has to decide. */
export function questionWritten(payload: Payload, known: Known): Notice[] {
  const tell = new Telling(payload, known);
  const side = text(payload, 'side');
  return [
    ...(side === 'PERSON' ? [] : [tell.toPerson('QUESTION_MESSAGE', 'CONFIRM')]),
    ...(side === 'PROVIDER' ? [] : [tell.toProvider('QUESTION_MESSAGE_AT_PROVIDER')]),
    ...(side === 'COUNCIL' || payload['withCouncil'] !== true
      ? []
      : [tell.toOfficers('QUESTION_MESSAGE_TO_COUNCIL', DECIDES)]),
  ];
}

export function questionWithCouncil(payload: Payload, known: Known): Notice[] {
  const tell = new Telling(payload, known);
  return [
    tell.toPerson('QUESTION_WITH_COUNCIL', 'CONFIRM'),
    tell.toProvider('QUESTION_WITH_COUNCIL_AT_PROVIDER'),
    new Telling(payload, known, [text(payload, 'deliveryId')]).toOfficers('QUESTION_TO_DECIDE', DECIDES),
  ];
}

/** The person need not be told what they did themselves. */
export function questionSettled(payload: Payload, known: Known): Notice[] {
  const tell = new Telling(payload, known);
  const outcome = text(payload, 'outcome');
  const more = { outcome, totalPence: text(payload, 'settledPence') || '0' };
  return [
    ...(outcome.startsWith('PAY_') ? [tell.toPerson('QUESTION_DECIDED', 'CONFIRM', more)] : []),
    tell.toProvider('QUESTION_SETTLED_AT_PROVIDER', more),
  ];
}

/** It was confirmed before, so the money had left the budget. */
export function moneyCameBack(payload: Payload, known: Known): Notice[] {
  const more = { totalPence: text(payload, 'creditPence') || '0' };
  return [new Telling(payload, known).toPerson('MONEY_CAME_BACK', 'VIEW', more)];
}

export function creditNoteMade(payload: Payload, known: Known): Notice[] {
  return [new Telling(payload, known).toStaff('CREDIT_NOTE_MADE', READS_MONEY)];
}

function isOfWholeOrder(payload: Payload): boolean {
  return text(payload, 'replacesOrderId') !== '';
}

/** Providers who are asked do not learn yet whom it is about. */
export function coverAsked(payload: Payload, known: Known): Notice[] {
  const providerIds = Array.isArray(payload['providerIds']) ? payload['providerIds'].map(String) : [];
  const whole = isOfWholeOrder(payload);
  const day = whole ? text(payload, 'fromOn') : known.visits.get(text(payload, 'occurrenceId'))?.on_date;
  return providerIds.map((organisationId) => ({
    kind: whole ? 'REPLACEMENT_TO_ANSWER' : 'COVER_TO_ANSWER',
    to: { side: 'STAFF', organisationId, roles: SEES_VISITS },
    facts: day === undefined ? {} : { day },
    subjects: [text(payload, 'requestId')],
  }));
}

export function coverFilled(payload: Payload, known: Known): Notice[] {
  return [new Telling(payload, known).toPerson(isOfWholeOrder(payload) ? 'REPLACEMENT_FOUND' : 'COVER_FOUND', 'VIEW')];
}

export function coverUnfilled(payload: Payload, known: Known): Notice[] {
  if (!isOfWholeOrder(payload)) return [new Telling(payload, known).toPerson('COVER_NOT_FOUND', 'ORDER')];
  // About the order that is to be replaced: there is no other yet.
  const about = { ...payload, orderId: payload['replacesOrderId'] };
  return [new Telling(about, known).toPerson('REPLACEMENT_NOT_FOUND', 'ORDER')];
}

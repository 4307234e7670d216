import { Inject, Injectable } from '@nestjs/common';
import { mayDo, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  isReadable,
  londonDate,
  NOBODY,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { accrue, type Acting, lockBudgets } from '@owncourse/ledger/contract';
import {
  DELIVERY_CONFIRMED,
  DISPUTE_MESSAGE_WRITTEN,
  DISPUTE_SETTLED,
  DISPUTE_WITH_COUNCIL,
  type DisputeEvent,
} from '../contract/events.js';
import { actingFor } from '../domain/acting-for.js';
import { type Decided, type DecisionName, decidedPayment } from '../domain/dispute-outcome.js';
import { shareIn } from '../domain/share.js';
import {
  type DisputeOutcome,
  DisputeRepository,
  type DisputeRow,
  type DisputeSide,
} from '../persistence/dispute.repository.js';
import { OrderRepository } from '../persistence/order.repository.js';
import { authorise } from '../persistence/order-writes.js';
import { checkedReason } from './answer-order.js';

const LONGEST_MESSAGE = 500;

/** @throws Refusal INVALID_INPUT */
function checkedMessage(body: string): string {
  const text = body.trim();
  if (text === '' || text.length > LONGEST_MESSAGE || !isReadable(text))
    throw Refusal.invalid('body', `Write something, in at most ${LONGEST_MESSAGE} letters.`);
  return text;
}

interface OfDispute {
  readonly disputeId: string;
  readonly idempotencyKey: string;
}

const TO_COUNCIL = statement('ordering.disputes-to-council', 'select * from ordering.disputes_to_council($1, $2)');

/** What happens in a thread about a visit until it is settled. */
@Injectable()
export class SettleDispute {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    private readonly disputes: DisputeRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Either side, or the officer once it is with the council, writes something. */
  async write(actor: Actor, input: OfDispute & { readonly body: string }): Promise<void> {
    const dispute = await this.visible(actor, input.disputeId);
    const side = this.sideOf(actor, dispute);
    const body = checkedMessage(input.body);
    const at = this.clock.now();
    await this.once(actor, 'writeInDispute', input, dispute, (queries) => {
      void this.disputes.addMessage(queries, {
        id: this.ids.next(),
        disputeId: dispute.id,
        side,
        body,
        at,
        actorId: actor.personId,
      });
      this.tell(queries, DISPUTE_MESSAGE_WRITTEN, dispute, at, { side, withCouncil: dispute.with_council_at !== null });
    });
  }

  /** Either side asks the council to decide before its day. */
  async askCouncil(actor: Actor, input: OfDispute): Promise<void> {
    const dispute = await this.visible(actor, input.disputeId);
    if (!mayDo(actor, 'askCouncil', { organisationId: dispute.provider_id }))
      requireAccess(actor, 'askCouncil', { personId: dispute.person_id });
    if (dispute.to_council_on === null) throw new Refusal('NO_COUNCIL_PAYS');
    const at = this.clock.now();
    await this.once(actor, 'askCouncil', input, dispute, (queries) => {
      void this.disputes.askCouncil(queries, dispute.id, at);
      this.tell(queries, DISPUTE_WITH_COUNCIL, dispute, at, {});
    });
  }

  /**
   * The person ends it: agrees with what the provider now says, or takes the question back. What the provider says is
   * compared under the lock, so that nobody agrees with what they have not seen.
   */
  async close(actor: Actor, input: OfDispute & { readonly agreedPence: bigint }): Promise<void> {
    const dispute = await this.visible(actor, input.disputeId);
    requireAccess(actor, 'closeDispute', { personId: dispute.person_id });
    const acting = actingFor(actor, dispute.person_id, 'CONFIRM');
    await this.once(actor, 'closeDispute', input, dispute, async (queries) => {
      void lockBudgets(queries, [dispute.budget_id], false);
      const [now] = await this.disputes.disputes(queries, { ids: [dispute.id] }, 1);
      if (!now || now.status === 'SETTLED') throw new Refusal('WRONG_STATE');
      const agreed = {
        quantity: now.offered_quantity ?? now.noted_quantity,
        pence: now.offered_pence ?? now.noted_pence,
      };
      if (agreed.pence !== input.agreedPence) throw new Refusal('WRONG_STATE');
      this.end(queries, now, now.status === 'ANSWERED' ? 'AGREED' : 'WITHDRAWN', agreed, null, acting);
    });
  }

  /** The council's officer decides, with a reason: pay all that was entered, a part, or nothing. */
  async decide(
    actor: Actor,
    input: OfDispute & { readonly decision: DecisionName; readonly quantity?: string | null; readonly reason: string },
  ): Promise<void> {
    const dispute = await this.visible(actor, input.disputeId);
    requireAccess(actor, 'decideDispute', { councilId: dispute.council_id });
    const reason = checkedReason(input.reason);
    const [visit] = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.occurrencesByIds(queries, [dispute.occurrence_id]),
    );
    if (!visit) throw Refusal.notFound();
    const decided = decidedPayment(input.decision, input.quantity ?? null, {
      quantity: dispute.noted_quantity,
      pence: dispute.noted_pence,
      unitPricePence: visit.unit_price_pence,
      multiplier: visit.multiplier_ten_thousandths,
      share: shareIn(visit),
    });
    await this.once(actor, 'decideDispute', input, dispute, (queries) => {
      // Until it is with the council, the two sides have their time to agree.
      if (dispute.with_council_at === null) throw new Refusal('WRONG_STATE');
      void lockBudgets(queries, [dispute.budget_id], false);
      this.end(queries, dispute, input.decision, decided, reason, {
        actorId: actor.personId,
        onBehalfOf: null,
        mandateId: null,
      });
    });
  }

  /** Job: what was not settled in time goes to the council. @returns how many */
  async toCouncil(): Promise<number> {
    const at = this.clock.now();
    return this.database.transaction(NOBODY, async (queries) => {
      const due = await queries.query<
        Pick<DisputeRow, 'id' | 'council_id' | 'delivery_id' | 'order_id' | 'person_id' | 'provider_id'>
      >(TO_COUNCIL, [londonDate(at), at]);
      for (const dispute of due) this.tell(queries, DISPUTE_WITH_COUNCIL, dispute, at, {});
      return due.length;
    });
  }

  private end(
    queries: Queries,
    dispute: DisputeRow,
    outcome: DisputeOutcome,
    settled: Decided,
    reason: string | null,
    acting: Acting,
  ): void {
    const at = this.clock.now();
    const groupId = this.ids.next();
    void this.disputes.end(queries, {
      disputeId: dispute.id,
      outcome,
      quantity: settled.quantity,
      amountPence: settled.pence,
      reason,
      eventId: this.ids.next(),
      at,
      actorId: acting.actorId,
    });
    if (!dispute.after_accrual) {
      const delivery = { holdId: dispute.occurrence_id, deliveryId: dispute.delivery_id, pence: settled.pence };
      void accrue(queries, [delivery], { groupId, day: londonDate(at), at, acting });
      void appendEvent(queries, {
        id: groupId,
        type: DELIVERY_CONFIRMED,
        version: 1,
        councilId: dispute.council_id,
        payload: { deliveryIds: [dispute.delivery_id] },
        occurredAt: at,
      });
    }
    const credit = dispute.after_accrual ? dispute.noted_pence - settled.pence : 0n;
    this.tell(queries, DISPUTE_SETTLED, dispute, at, {
      outcome,
      settledPence: settled.pence.toString(),
      creditOwedPence: credit.toString(),
    });
  }

  private tell(
    queries: Queries,
    type: string,
    dispute: Pick<DisputeRow, 'id' | 'council_id' | 'delivery_id' | 'order_id' | 'person_id' | 'provider_id'>,
    at: Date,
    more: Readonly<Record<string, unknown>>,
  ): void {
    const payload: DisputeEvent = {
      deliveryId: dispute.delivery_id,
      orderId: dispute.order_id,
      personId: dispute.person_id,
      providerId: dispute.provider_id,
    };
    void appendEvent(queries, {
      id: this.ids.next(),
      type,
      version: 1,
      councilId: dispute.council_id,
      payload: { disputeId: dispute.id, ...payload, ...more },
      occurredAt: at,
    });
  }

  /** @throws Refusal NO_MANDATE, NOT_PERMITTED */
  private sideOf(actor: Actor, dispute: DisputeRow): DisputeSide {
    if (mayDo(actor, 'writeInDispute', { organisationId: dispute.provider_id })) return 'PROVIDER';
    if (mayDo(actor, 'writeInDispute', { councilId: dispute.council_id })) return 'COUNCIL';
    requireAccess(actor, 'writeInDispute', { personId: dispute.person_id });
    return 'PERSON';
  }

  private async once(
    actor: Actor,
    operation: string,
    input: OfDispute,
    dispute: DisputeRow,
    act: (queries: Queries) => void | Promise<void>,
  ): Promise<void> {
    const at = this.clock.now();
    const forPerson =
      actor.personId !== dispute.person_id &&
      actor.organisationId !== dispute.provider_id &&
      actor.councilId !== dispute.council_id;
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          if (forPerson)
            authorise(queries, {
              actorId: actor.personId,
              personId: dispute.person_id,
              scope: 'CONFIRM',
              pence: 0n,
              at,
            });
          void claimKey(queries, {
            actorId: actor.personId,
            operation,
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          await act(queries);
        }),
      () => undefined,
    );
  }

  private async visible(actor: Actor, disputeId: string): Promise<DisputeRow> {
    if (!isId(disputeId)) throw Refusal.notFound();
    const [dispute] = await this.database.transaction(rowScope(actor), (queries) =>
      this.disputes.disputes(queries, { ids: [disputeId] }, 1),
    );
    if (!dispute) throw Refusal.notFound();
    return dispute;
  }
}

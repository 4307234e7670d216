import { Inject, Injectable } from '@nestjs/common';
import { IDENTITY, type IdentityPort, requireAccess } from '@owncourse/identity/contract';
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
  NOBODY,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { lockBudgets } from '@owncourse/ledger/contract';
import { COVER_ASKED, COVER_WITHDRAWN } from '../contract/events.js';
import { actingFor } from '../domain/acting-for.js';
import { patternOf } from '../domain/pattern.js';
import { type CoverAskRow, CoverRepository, type CoverRequestRow } from '../persistence/cover.repository.js';
import { OrderRepository, type OrderRow } from '../persistence/order.repository.js';
import { authorise, lockOrder } from '../persistence/order-writes.js';
import { writeEvent } from '../persistence/plan-writes.js';
import { ReplacementRepository } from '../persistence/replacement.repository.js';
import { budgetsOf } from './answer-order.js';
import { CancelOrder } from './cancel-order.js';
import { FindReplacement, type ReplacementChoice, type ReplacementOption } from './find-replacement.js';
import { PlaceOrder } from './place-order.js';

const MOST_ASKED = 20;

/** Somebody else for a whole standing order that its provider stopped, or that the person would rather have from others. */
@Injectable()
export class ReplaceOrder {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    private readonly cover: CoverRepository,
    private readonly replacements: ReplacementRepository,
    private readonly finding: FindReplacement,
    private readonly cancelling: CancelOrder,
    private readonly placing: PlaceOrder,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Asks one or several on these terms; the first who says yes gets it. @returns the request's id */
  async ask(
    actor: Actor,
    input: {
      readonly orderId: string;
      readonly fromOn: string;
      readonly variantIds: readonly string[];
      readonly idempotencyKey: string;
    },
  ): Promise<string> {
    const chosen = [...new Set(input.variantIds)].sort();
    if (chosen.length === 0 || chosen.length > MOST_ASKED) throw Refusal.invalid('variantIds', 'Choose who to ask.');
    const choice = await this.finding.options(actor, input.orderId, input.fromOn);
    if (choice) requireAccess(actor, 'askForReplacement', { personId: choice.order.participant_ids[0] ?? '' });
    const at = this.clock.now();
    const id = this.ids.next();
    const once = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          const personId = choice?.order.participant_ids[0] ?? actor.personId;
          authorise(queries, { actorId: actor.personId, personId, scope: 'ORDER', pence: 0n, at });
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'askForReplacement',
            key: input.idempotencyKey,
            input: { orderId: input.orderId, fromOn: input.fromOn, variantIds: chosen },
            result: { id },
            at,
          });
          if (!choice) throw new Refusal('WRONG_STATE');
          const asked = choice.options.filter(({ variantId }) => chosen.includes(variantId));
          if (asked.length !== chosen.length) throw new Refusal('WRONG_STATE');
          const requestId = await this.write(queries, choice, asked, { id, at, actorId: actor.personId });
          this.tell(queries, COVER_ASKED, choice.order.council_id, at, {
            requestId,
            occurrenceId: null,
            replacesOrderId: choice.order.id,
            fromOn: choice.firstOn,
            personId,
            providerIds: asked.map(({ providerId }) => providerId),
          });
          return requestId;
        }),
      (stored) => String(stored['id']),
    );
    return once.result;
  }

  /** Asks no more, for a visit or a whole order. Refuses WRONG_STATE once somebody said yes. */
  async withdraw(actor: Actor, input: { readonly requestId: string; readonly idempotencyKey: string }): Promise<void> {
    if (!isId(input.requestId)) throw Refusal.notFound();
    const [request] = await this.database.transaction(rowScope(actor), (queries) =>
      this.cover.requests(queries, { ids: [input.requestId] }, 1),
    );
    if (!request) throw Refusal.notFound();
    const personId = request.person_id;
    requireAccess(actor, 'withdrawCover', { personId });
    const at = this.clock.now();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          authorise(queries, { actorId: actor.personId, personId, scope: 'ORDER', pence: 0n, at });
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'withdrawCover',
            key: input.idempotencyKey,
            input: { requestId: request.id },
            result: {},
            at,
          });
          if (!(await this.replacements.withdraw(queries, request.id, at))) return;
          this.tell(queries, COVER_WITHDRAWN, request.council_id, at, {
            requestId: request.id,
            occurrenceId: request.occurrence_id,
            personId,
          });
        }),
      () => undefined,
    );
  }

  /**
   * The first yes: the new order of whoever asked, by all rules of an order, at what they were shown. An order that still goes
   * on ends from the same day in the same transaction, before the money of the new one is looked for. @returns the order's id
   */
  async place(request: CoverRequestRow, ask: CoverAskRow): Promise<string> {
    const [terms] = await this.database.transaction(NOBODY, (queries) =>
      this.replacements.terms(queries, [request.id]),
    );
    const pattern = patternOf(terms?.recurrence ?? null);
    if (!terms || !pattern) throw new Refusal('WRONG_STATE');
    const asker = await this.identity.actorFor(request.asked_by);
    const at = this.clock.now();
    const [old] = await this.database.transaction(rowScope(asker), (queries) =>
      this.orders.byIds(queries, [terms.order_id]),
    );
    if (!old) throw new Refusal('WRONG_STATE');
    const placed = await this.placing.run(
      asker,
      {
        idempotencyKey: `cover-${request.id}-${ask.provider_id}`,
        personId: terms.person_id,
        budgetId: terms.budget_id,
        variantId: ask.variant_id,
        quantity: terms.quantity,
        startTime: terms.start_time,
        moreTimes: terms.more_times.map(({ startTime, quantity }) => ({ startTime, quantity })),
        standing: { startsOn: terms.first_on, endsOn: terms.ends_on, ...pattern },
        place: terms.place,
        note: terms.note,
        shownUnitPricePence: ask.unit_price_pence,
        shownDays: (ask.shown_days ?? []).map(({ day, amountPence }) => ({ day, amountPence: BigInt(amountPence) })),
      },
      (queries, order) => {
        const event = { eventId: this.ids.next(), at, actorId: asker.personId };
        void writeEvent(queries, { ...event, orderId: order.orderId, code: 'REPLACES' });
      },
      terms.takes_over ? (queries) => this.handOver(queries, asker, old, terms.first_on, at) : undefined,
    );
    return placed.orderId;
  }

  /** The old order ends the day before, unless its provider stopped it meanwhile. */
  private async handOver(queries: Queries, asker: Actor, old: OrderRow, firstOn: string, at: Date): Promise<void> {
    void lockBudgets(queries, budgetsOf(old), false);
    void lockOrder(queries, old.id);
    const [stopped] = await this.replacements.endings(queries, [old.id]);
    if (stopped) return;
    await this.cancelling.takeBack(queries, {
      order: old,
      wanted: { kind: 'REST', fromOn: firstOn },
      occurrenceId: null,
      agreedFeePence: 0n,
      byProvider: false,
      providerReason: null,
      acting: actingFor(asker, old.participant_ids[0] ?? '', 'ORDER'),
      eventId: this.ids.next(),
      at,
    });
  }

  private write(
    queries: Queries,
    { order, takesOver, firstOn, endsOn, answerUntil }: ReplacementChoice,
    asked: readonly ReplacementOption[],
    by: { readonly id: string; readonly at: Date; readonly actorId: string },
  ): Promise<string> {
    const [line] = order.lines;
    return this.replacements.ask(queries, {
      ...by,
      orderId: order.id,
      terms: {
        budget_id: line?.budgetId,
        variant_id: line?.variantId,
        quantity: line?.quantity,
        recurrence: order.recurrence,
        start_time: order.start_time,
        more_times: order.more_times.filter(({ onDate }) => onDate === null),
        duration_minutes: order.duration_minutes,
        first_on: firstOn,
        ends_on: endsOn,
        place: order.place,
        note: order.note,
        takes_over: takesOver,
      },
      asks: asked.map((option) => ({
        providerId: option.providerId,
        serviceId: option.serviceId,
        variantId: option.variantId,
        unitPricePence: option.unitPricePence.toString(),
        amountPence: option.amountPence.toString(),
        fourWeeksPence: option.fourWeeksPence.toString(),
        shownDays: option.shownDays.map(({ day, amountPence }) => ({ day, amountPence: amountPence.toString() })),
      })),
      until: answerUntil,
    });
  }

  private tell(
    queries: Queries,
    type: string,
    councilId: string,
    at: Date,
    payload: Readonly<Record<string, unknown>>,
  ): void {
    void appendEvent(queries, { id: this.ids.next(), type, version: 1, councilId, payload, occurredAt: at });
  }
}

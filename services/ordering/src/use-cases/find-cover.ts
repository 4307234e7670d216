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
  linePence,
  NOBODY,
  orReplay,
  parseQuantity,
  type Pence,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { COVER_ASKED, COVER_FILLED, COVER_UNFILLED } from '../contract/events.js';
import { wishedDay } from '../domain/price-times.js';
import {
  CoverRepository,
  type CoverAskRow,
  type CoverNeed,
  type CoverOptionRow,
  type CoverRequestRow,
} from '../persistence/cover.repository.js';
import { OrderRepository } from '../persistence/order.repository.js';
import { authorise } from '../persistence/order-writes.js';
import { onlyFitting } from '../persistence/price-times.js';
import { AnswerOrder, checkedReason } from './answer-order.js';
import { CancelOrder } from './cancel-order.js';
import { PlaceOrder } from './place-order.js';
import { ReplaceOrder } from './replace-order.js';

const MOST_ASKED = 20;
const LAPSE = statement('ordering.lapse-cover', 'select * from ordering.lapse_cover($1)');

type Asked = Pick<CoverRequestRow, 'id' | 'council_id' | 'occurrence_id' | 'replaces_order_id' | 'person_id'>;

export type CoverOption = CoverOptionRow & { readonly amountPence: Pence };

/** A provider cannot come: it says why, and somebody else is asked. */
@Injectable()
export class FindCover {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    private readonly cover: CoverRepository,
    private readonly cancelling: CancelOrder,
    private readonly placing: PlaceOrder,
    private readonly answering: AnswerOrder,
    private readonly replacing: ReplaceOrder,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * The provider cancels one visit, or stops the whole order: without a fee, with a reason that the person reads. What has begun
   * or was entered stays.
   */
  async cancel(
    actor: Actor,
    input: {
      readonly orderId: string;
      readonly occurrenceId?: string | null;
      readonly idempotencyKey: string;
      readonly reason: string;
    },
  ): Promise<void> {
    if (!isId(input.orderId) || (input.occurrenceId && !isId(input.occurrenceId))) throw Refusal.notFound();
    const [order] = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.byIds(queries, [input.orderId]),
    );
    if (!order) throw Refusal.notFound();
    requireAccess(actor, 'cancelAsProvider', { organisationId: order.provider_id });
    const reason = checkedReason(input.reason);
    await this.cancelling.run(actor, {
      orderId: order.id,
      idempotencyKey: input.idempotencyKey,
      agreedFeePence: 0n,
      reason,
      ...(input.occurrenceId ? { occurrenceId: input.occurrenceId } : {}),
    });
  }

  /** Who else could come, at this person's price; none for a visit that needs nobody. */
  async options(actor: Actor, occurrenceId: string): Promise<readonly CoverOption[]> {
    return (await this.needOf(actor, occurrenceId))?.options ?? [];
  }

  /** Asks one or several; the first who says yes gets it. @returns the request's id */
  async ask(
    actor: Actor,
    input: { readonly occurrenceId: string; readonly variantIds: readonly string[]; readonly idempotencyKey: string },
  ): Promise<string> {
    const chosen = [...new Set(input.variantIds)].sort();
    if (chosen.length === 0 || chosen.length > MOST_ASKED) throw Refusal.invalid('variantIds', 'Choose who to ask.');
    const found = await this.needOf(actor, input.occurrenceId);
    const at = this.clock.now();
    const id = this.ids.next();
    const once = await orReplay(
      async () => {
        await this.database.transaction(rowScope(actor), async (queries) => {
          if (found)
            authorise(queries, {
              actorId: actor.personId,
              personId: found.need.person_id,
              scope: 'ORDER',
              pence: 0n,
              at,
            });
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'askForCover',
            key: input.idempotencyKey,
            input: { occurrenceId: input.occurrenceId, variantIds: chosen },
            result: { id },
            at,
          });
          if (!found) throw new Refusal('WRONG_STATE');
          const asked = found.options.filter((option) => chosen.includes(option.variant_id));
          if (asked.length !== chosen.length) throw new Refusal('WRONG_STATE');
          void this.cover.ask(queries, {
            id,
            occurrenceId: input.occurrenceId,
            asks: asked.map((option) => ({
              providerId: option.provider_id,
              serviceId: option.service_id,
              variantId: option.variant_id,
              unitPricePence: option.unit_price_pence.toString(),
              amountPence: option.amountPence.toString(),
            })),
            at,
            actorId: actor.personId,
          });
          this.tell(queries, COVER_ASKED, found.need.council_id, at, {
            requestId: id,
            occurrenceId: input.occurrenceId,
            personId: found.need.person_id,
            providerIds: asked.map((option) => option.provider_id),
          });
          await Promise.resolve();
        });
        return id;
      },
      (stored) => String(stored['id']),
    );
    return once.result;
  }

  /**
   * A provider that was asked says yes or no. The first yes takes the request, then becomes an ordinary order of whoever
   * asked, by all its rules; broken off half-way, the same provider's next yes goes on where it stopped. A yes that cannot
   * be ordered (no money, another price) frees the request for the others and is refused with its reason. Whoever has no
   * room at that time by now is refused (NO_ROOM) and stays asked: a no, or a yes with room, may follow.
   */
  async answer(
    actor: Actor,
    input: { readonly requestId: string; readonly accept: boolean; readonly reason?: string | null },
  ): Promise<void> {
    if (!isId(input.requestId)) throw Refusal.notFound();
    const providerId = actor.organisationId ?? '';
    const { request, ask } = await this.asked(actor, input.requestId, providerId);
    requireAccess(actor, 'answerCover', { organisationId: ask.provider_id });
    const at = this.clock.now();
    if (ask.status === (input.accept ? 'ACCEPTED' : 'DECLINED')) return;
    if (!input.accept) {
      await this.leave(request, providerId, 'DECLINED', checkedReason(input.reason ?? ''));
      return;
    }
    await this.database.transaction(rowScope(actor), (queries) => {
      void this.cover.take(queries, request.id, providerId, at);
    });
    const orderId = await this.orderFor(request, ask).catch(async (error: unknown) => {
      if (error instanceof Refusal && error.code === 'NO_ROOM') await this.putBack(request, providerId);
      else if (error instanceof Refusal) await this.leave(request, providerId, 'FAILED', error.code);
      throw error;
    });
    await this.answering.accept(actor, { orderId, idempotencyKey: `cover-${request.id}` }).catch((error: unknown) => {
      // The council looks at it first, as at any such order.
      if (!(error instanceof Refusal) || error.code !== 'WRONG_STATE') throw error;
    });
    await this.database.transaction(rowScope(actor), async (queries) => {
      if (!(await this.cover.fill(queries, request.id, providerId, orderId, at))) return;
      this.tell(queries, COVER_FILLED, request.council_id, at, {
        requestId: request.id,
        ...aboutOf(request),
        providerId,
        orderId,
      });
    });
  }

  /** Job: nobody said yes in time. @returns how many */
  async lapse(): Promise<number> {
    const at = this.clock.now();
    return this.database.transaction(NOBODY, async (queries) => {
      const lapsed = await queries.query<Asked>(LAPSE, [at]);
      for (const request of lapsed) this.tellUnfilled(queries, request, at);
      return lapsed.length;
    });
  }

  private async orderFor(request: CoverRequestRow, ask: CoverAskRow): Promise<string> {
    const { occurrence_id: occurrenceId } = request;
    if (occurrenceId === null) return this.replacing.place(request, ask);
    const need = await this.database.transaction(NOBODY, (queries) =>
      this.cover.need(queries, occurrenceId, new Date(0)),
    );
    if (!need) throw new Refusal('WRONG_STATE');
    const asker = await this.identity.actorFor(request.asked_by);
    const placed = await this.placing.run(
      asker,
      {
        idempotencyKey: `cover-${request.id}-${ask.provider_id}`,
        personId: need.person_id,
        budgetId: need.budget_id,
        variantId: ask.variant_id,
        quantity: need.quantity,
        startTime: need.start_time,
        oneOff: { date: need.on_date },
        place: need.place,
        note: need.note,
        shownUnitPricePence: ask.unit_price_pence,
      },
      (queries, order) => {
        void this.cover.keepRoom(queries, request.id, ask.provider_id, order.orderId, order.at);
      },
    );
    return placed.orderId;
  }

  private async putBack(request: CoverRequestRow, providerId: string): Promise<void> {
    await this.database.transaction(NOBODY, (queries) => {
      void this.cover.putBack(queries, request.id, providerId);
    });
  }

  private async leave(
    request: CoverRequestRow,
    providerId: string,
    status: 'DECLINED' | 'FAILED',
    reason: string,
  ): Promise<void> {
    const at = this.clock.now();
    await this.database.transaction(NOBODY, async (queries) => {
      const unfilled = await this.cover.leave(queries, { requestId: request.id, providerId, status, reason, at });
      if (unfilled) this.tellUnfilled(queries, request, at);
    });
  }

  private async asked(
    actor: Actor,
    requestId: string,
    providerId: string,
  ): Promise<{ readonly request: CoverRequestRow; readonly ask: CoverAskRow }> {
    const [[request], asks] = await this.database.transaction(rowScope(actor), (queries) =>
      Promise.all([this.cover.requests(queries, { ids: [requestId] }, 1), this.cover.asks(queries, [requestId])]),
    );
    const ask = asks.find((one) => one.provider_id === providerId);
    if (!request || !ask) throw Refusal.notFound();
    return { request, ask };
  }

  /** The visit and who could come instead. Null when it needs nobody; somebody else's reads like one that does not exist. */
  private async needOf(
    actor: Actor,
    occurrenceId: string,
  ): Promise<{ readonly need: CoverNeed; readonly options: readonly CoverOption[] } | null> {
    if (!isId(occurrenceId)) throw Refusal.notFound();
    return this.database.transaction(rowScope(actor), async (queries) => {
      const [visit] = await this.orders.occurrencesByIds(queries, [occurrenceId]);
      if (!visit) throw Refusal.notFound();
      requireAccess(actor, 'askForCover', { personId: visit.person_id });
      const need = await this.cover.need(queries, occurrenceId, this.clock.now());
      if (!need) return null;
      const offers = await onlyFitting(queries, await this.cover.options(queries, need), {
        // Only prices for the same kind of day are looked at, of a bank holiday those for bank holidays.
        days: [wishedDay(need.on_date, 'date', true)],
        times: [{ startTime: need.start_time, field: 'startTime' }],
      });
      const options = offers.map((option) => ({
        ...option,
        amountPence: linePence(parseQuantity(need.quantity), option.unit_price_pence, [
          option.multiplier_ten_thousandths,
        ]),
      }));
      return { need, options };
    });
  }

  private tellUnfilled(queries: Queries, request: Asked, at: Date): void {
    this.tell(queries, COVER_UNFILLED, request.council_id, at, {
      requestId: request.id,
      ...aboutOf(request),
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

/** What an event says that the request is about. */
function aboutOf({ occurrence_id: occurrenceId, replaces_order_id: replaced, person_id: personId }: Asked) {
  return { occurrenceId, personId, ...(replaced === null ? {} : { replacesOrderId: replaced }) };
}

import { Inject, Injectable } from '@nestjs/common';
import { IDENTITY, type IdentityPort, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  addDays,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  londonDate,
  orReplay,
  type Pence,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { amendHolds, lockBudgets, SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';
import { PRICE_RISE_ASKED, VISITS_REPRICED, type VisitsRepriced } from '../contract/events.js';
import { beyondAgreed, isBeyond, type Repriced, repriced } from '../domain/price-rise.js';
import { ORDER_MOVES } from '../domain/order-state.js';
import { shareIn } from '../domain/share.js';
import { OrderRepository, type OrderRow } from '../persistence/order.repository.js';
import { authorise, lockOrder } from '../persistence/order-writes.js';
import { dayPrices, holdStates, openVisitsFrom, risesOf } from '../persistence/plan.repository.js';
import { agreeOwnParts } from '../persistence/own-part-writes.js';
import { amendVisits, answerPriceRise, askPriceRise, writeEvent } from '../persistence/plan-writes.js';
import { systemOf } from './answer-order.js';
import { AskOwnPart } from './ask-own-part.js';
import { whoPays } from './apply-terms.js';

const CARDS = statement('ordering.new-cards', 'select * from rates.cards_published_since($1)');
const TO_REPRICE = statement(
  'ordering.orders-to-reprice',
  'select distinct order_id from ordering.orders_to_reprice($1, $2, $3, $4)',
);
const SILENT = statement('ordering.silent-price-rises', 'select * from ordering.silent_price_rises($1)');
const DAY_MS = 86_400_000;
const ACTING = { actorId: SYSTEM_ACTOR_ID, onBehalfOf: null, mandateId: null };

interface Card {
  readonly council_id: string;
  readonly provider_id: string;
  readonly from_on: string;
}

/** Planned visits follow the rate cards: one order a transaction, safe beside itself, and nothing is done twice. */
@Injectable()
export class RepricePlans {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly own: AskOwnPart,
  ) {}

  /**
   * Job: visits after the date of a card published in the last days get its price, and their holds follow. A rise beyond the
   * council's `priceRiseAskPercent` asks the person first; silence until the day before lets the help go on.
   * @returns how many orders changed or were asked about
   */
  async run(lookBackDays: number): Promise<number> {
    const at = this.clock.now();
    const today = londonDate(at);
    const silent = await this.database.call<{ id: string; order_id: string; council_id: string }>(SILENT, [today]);
    let done = 0;
    for (const rise of silent)
      done += await this.one(rise.council_id, rise.order_id, today, at, { id: rise.id, answer: 'SILENT', by: null });
    const since = new Date(at.getTime() - lookBackDays * DAY_MS);
    const earliest = new Map<string, { readonly councilId: string; readonly from: string }>();
    for (const card of await this.database.call<Card>(CARDS, [since])) {
      const from = card.from_on > today ? card.from_on : today;
      const due = await this.database.call<{ order_id: string }>(TO_REPRICE, [
        card.council_id,
        card.provider_id,
        from,
        at,
      ]);
      // Cards come by their first day, so that an order is looked at once, from the earliest of them.
      for (const { order_id } of due)
        if (!earliest.has(order_id)) earliest.set(order_id, { councilId: card.council_id, from });
    }
    for (const [orderId, { councilId, from }] of earliest) done += await this.one(councilId, orderId, from, at, null);
    return done;
  }

  /** The person's yes to a rise: the visits get the new price at once. Refuses WRONG_STATE when it was answered. */
  async agree(actor: Actor, input: { orderId: string; idempotencyKey: string; riseId: string }): Promise<void> {
    if (!isId(input.orderId) || !isId(input.riseId)) throw Refusal.notFound();
    const at = this.clock.now();
    const [order] = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.byIds(queries, [input.orderId]),
    );
    if (!order) throw Refusal.notFound();
    const personId = order.participant_ids[0] ?? '';
    requireAccess(actor, 'agreePriceRise', { personId });
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          authorise(queries, { actorId: actor.personId, personId, scope: 'ORDER', pence: 0n, at });
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'agreePriceRise',
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          await this.reprice(queries, order, londonDate(at), at, {
            id: input.riseId,
            answer: 'AGREED',
            by: actor.personId,
          });
        }),
      () => undefined,
    );
  }

  private async one(
    councilId: string,
    orderId: string,
    from: string,
    at: Date,
    answer: Answer | null,
  ): Promise<number> {
    const scope = rowScope(systemOf(councilId));
    const [order] = await this.database.transaction(scope, (queries) => this.orders.byIds(queries, [orderId]));
    if (order?.lines.length !== 1) return 0;
    try {
      return await this.database.transaction(scope, (queries) => this.reprice(queries, order, from, at, answer));
    } catch (error) {
      // Somebody changed or answered it in between: the next run looks again.
      if (error instanceof Refusal) return 0;
      throw error;
    }
  }

  /**
   * Locks the budget and the order, and prices its open visits from a day on anew; what has to be asked first is asked.
   * @returns 1 where something changed or was asked
   */
  async reprice(queries: Queries, seen: OrderRow, from: string, at: Date, answer: Answer | null): Promise<number> {
    const pays = whoPays(seen);
    void lockBudgets(queries, [pays.budgetId], false);
    const [status, [order]] = await Promise.all([lockOrder(queries, seen.id), this.orders.byIds(queries, [seen.id])]);
    if (!order || !ORDER_MOVES.cancel.from.some((one) => one === status)) throw new Refusal('WRONG_STATE');
    if (answer)
      await answerPriceRise(queries, {
        orderId: order.id,
        riseId: answer.id,
        answer: answer.answer,
        at,
        actorId: answer.by ?? SYSTEM_ACTOR_ID,
        eventId: this.ids.next(),
        eventCode: answer.answer === 'AGREED' ? 'PRICE_RISE_AGREED' : 'PRICE_RISE_SILENT',
      });
    const visits = await openVisitsFrom(queries, order.id, from, at);
    const days = [...new Set(visits.map((visit) => visit.day))];
    const all = await dayPrices(queries, pays, days, true);
    const agreedOwn = order.own_money_pence;
    // Nobody agreed to any own money yet: what rose above the cap stays as it is until they do.
    const prices = agreedOwn === null ? new Map([...all].filter(([, price]) => price.abovePence === null)) : all;
    const changed = repriced(visits, prices, shareIn(order), agreedOwn);
    const askPercent = await this.identity.policy(order.council_id, 'priceRiseAskPercent', londonDate(at));
    const rises = await risesOf(queries, order.id);
    const isAgreed = (pence: Pence): boolean =>
      rises.some((rise) => rise.unit_price_pence >= pence && (rise.answer === 'AGREED' || rise.answer === 'SILENT'));
    const asks = ({ before, after }: Repriced): boolean =>
      isBeyond(before.unitPricePence, after.unitPricePence, typeof askPercent === 'number' ? askPercent : null) &&
      !isAgreed(after.unitPricePence);
    const asked = changed.filter(asks);
    const now = changed.filter((one) => !asks(one));
    const [first] = asked;
    const isNewQuestion =
      first && !rises.some((rise) => rise.answer === 'ASKED' && rise.unit_price_pence === first.after.unitPricePence);
    if (isNewQuestion) await this.ask(queries, order, first, asked.length, at);
    if (now.length > 0) await this.apply(queries, order, now, at);
    // What is shared is never partly own money.
    const beyond = shareIn(order) === null ? beyondAgreed(visits, all, agreedOwn ?? 0n) : [];
    const ofOrder = { order_id: order.id, council_id: order.council_id, own_money_pence: agreedOwn };
    const isAskedAnew = await this.own.ask(queries, ofOrder, beyond, at);
    return now.length > 0 || isNewQuestion || isAskedAnew ? 1 : 0;
  }

  private async ask(
    queries: Queries,
    order: OrderRow,
    { before, after }: Repriced,
    visits: number,
    at: Date,
  ): Promise<void> {
    const riseId = this.ids.next();
    await askPriceRise(queries, {
      orderId: order.id,
      riseId,
      from: after.day,
      beforePence: before.unitPricePence,
      afterPence: after.unitPricePence,
      visits,
      answerBy: addDays(after.day, -1),
      at,
      eventId: this.ids.next(),
      actorId: SYSTEM_ACTOR_ID,
    });
    void appendEvent(queries, {
      id: this.ids.next(),
      type: PRICE_RISE_ASKED,
      version: 1,
      councilId: order.council_id,
      payload: { orderId: order.id, riseId, fromOn: after.day },
      occurredAt: at,
    });
  }

  private async apply(queries: Queries, order: OrderRow, changes: readonly Repriced[], at: Date): Promise<void> {
    const move = { groupId: this.ids.next(), day: londonDate(at), at, acting: ACTING };
    const visits = changes.map(({ before, after }) => ({ ...after, id: before.id }));
    void amendHolds(
      queries,
      visits.map((visit) => ({ holdId: visit.id, pence: visit.amountPence, day: visit.day })),
      true,
      move,
    );
    void amendVisits(queries, order.id, null, visits);
    if (order.own_money_pence !== null)
      agreeOwnParts(
        queries,
        { personId: whoPays(order).personId, providerId: order.provider_id },
        visits,
        at,
        SYSTEM_ACTOR_ID,
      );
    const states = await holdStates(
      queries,
      visits.map((visit) => visit.id),
    );
    const lost = changes.filter(({ before }) => before.status === 'HELD' && states.get(before.id) === 'UNFUNDED');
    void writeEvent(queries, {
      orderId: order.id,
      eventId: this.ids.next(),
      code: 'REPRICED',
      at,
      actorId: SYSTEM_ACTOR_ID,
    });
    const [first] = changes;
    const payload: VisitsRepriced = {
      orderId: order.id,
      fromOn: first?.after.day ?? '',
      unitPriceBeforePence: (first?.before.unitPricePence ?? 0n).toString(),
      unitPricePence: (first?.after.unitPricePence ?? 0n).toString(),
      visits: changes.length,
      unfunded: lost.length,
    };
    void appendEvent(queries, {
      id: this.ids.next(),
      type: VISITS_REPRICED,
      version: 1,
      councilId: order.council_id,
      payload: { ...payload },
      occurredAt: at,
    });
  }
}

interface Answer {
  readonly id: string;
  readonly answer: 'AGREED' | 'SILENT';
  readonly by: string | null;
}

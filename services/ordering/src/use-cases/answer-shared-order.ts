import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
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
import {
  SHARED_ORDER_AGREED,
  SHARED_ORDER_ENDED,
  type SharedOrderAgreed,
  type SharedOrderEnded,
} from '../contract/events.js';
import type { AnswerSharedOrderInput } from '../contract/shared-orders.port.js';
import { actingFor } from '../domain/acting-for.js';
import { sharedFailure } from '../domain/shared-failure.js';
import { authorise, type NewOrder } from '../persistence/order-writes.js';
import {
  type AnswerRow,
  type EndedSharedOrder,
  type SharedOrderRow,
  SharedOrderRepository,
} from '../persistence/shared-order.repository.js';
import { PlaceTogether, type Yes } from './place-together.js';

/** Another answer came between the look and the lock: look again. */
const ANSWERED_BESIDE = 'ANSWERED_BESIDE';
/** One more than people can answer beside one. */
const MOST_LOOKS = 7;
/** Refusals of the answer itself; any other, met while placing, is why the order could not be placed for all. */
const OF_THE_ANSWER = new Set([
  ANSWERED_BESIDE,
  'WRONG_STATE',
  'TOO_LATE',
  'IDEMPOTENT_REPLAY',
  'IDEMPOTENCY_CONFLICT',
]);

/** Yes or no to ordering together. */
@Injectable()
export class AnswerSharedOrder {
  constructor(
    private readonly database: Database,
    private readonly shared: SharedOrderRepository,
    private readonly together: PlaceTogether,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Nothing is held until everybody has said yes; the last yes places all orders in one transaction. Locks: mandates, the
   * shared order, budgets, orders. Refuses WRONG_STATE, TOO_LATE, and what this person's own order would be refused for.
   */
  async run(actor: Actor, input: AnswerSharedOrderInput): Promise<void> {
    if (!isId(input.sharedOrderId) || !isId(input.personId)) throw Refusal.notFound();
    const [order] = await this.database.transaction(rowScope(actor), (queries) =>
      this.shared.orders(queries, { ids: [input.sharedOrderId] }, 1),
    );
    if (!order?.participant_ids.includes(input.personId)) throw Refusal.notFound();
    requireAccess(actor, 'answerSharedOrder', { personId: input.personId });
    if (await this.wasSent(actor, input)) return;
    if (!input.yes) {
      await this.no(actor, input, order);
      return;
    }
    if (order.status !== 'ASKED') throw new Refusal('WRONG_STATE');
    for (let look = 1; ; look += 1) {
      try {
        await this.yes(actor, input, order);
        return;
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== ANSWERED_BESIDE) throw error;
        if (look === MOST_LOOKS) throw new Refusal('WRONG_STATE');
      }
    }
  }

  /** What this person's order would be refused for, met now and taken back: nobody's yes is worth nothing. */
  async tryOut(actor: Actor, orders: readonly NewOrder[], at: Date): Promise<void> {
    const wouldDo = new Refusal('WOULD_DO');
    await this.database
      .transaction(rowScope(actor), async (queries) => {
        this.together.authorise(queries, orders, at);
        await this.together.send(queries, orders, null, at);
        throw wouldDo;
      })
      .catch((error: unknown) => {
        if (error !== wouldDo) throw error;
      });
  }

  /** Tells everybody that it is over. */
  tellEnd(
    queries: Queries,
    order: EndedSharedOrder,
    outcome: SharedOrderEnded['outcome'],
    failure: string | null,
    at: Date,
  ): void {
    const payload: SharedOrderEnded = {
      sharedOrderId: order.id,
      providerId: order.provider_id,
      serviceId: order.service_id,
      participantIds: order.participant_ids,
      sharedPartIds: order.part_ids,
      outcome,
      failure,
    };
    this.tell(queries, SHARED_ORDER_ENDED, order.council_id, { ...payload }, at);
  }

  /** Job. @returns how many lapsed */
  async lapse(): Promise<number> {
    const at = this.clock.now();
    return this.database.transaction(NOBODY, async (queries) => {
      const lapsed = await this.shared.lapse(queries, at);
      for (const order of lapsed) this.tellEnd(queries, order, 'LAPSED', null, at);
      return lapsed.length;
    });
  }

  private async yes(actor: Actor, input: AnswerSharedOrderInput, order: SharedOrderRow): Promise<void> {
    const at = this.clock.now();
    const { personId, shownUnitPricePence: shown } = input;
    if (shown === null || shown === undefined)
      throw Refusal.invalid('shownUnitPricePence', 'Send the price that was shown.');
    const mandateId = actingFor(actor, personId, 'ORDER').mandateId;
    const yes: Yes = { personId, budgetId: null, shownUnitPricePence: shown, actorId: actor.personId, mandateId };
    const own = await this.together.prepare(actor, order, yes, at);
    await this.tryOut(actor, [own], at);
    const others = (
      await this.database.transaction(NOBODY, (queries) => this.shared.answers(queries, order.id))
    ).filter((one) => one.person_id !== personId);
    const answer = (queries: Queries): Promise<number> =>
      this.shared.answer(queries, {
        sharedOrderId: order.id,
        personId,
        yes: { budgetId: own.budgetId, shownUnitPricePence: shown },
        at,
        actorId: actor.personId,
        mandateId,
      });
    if (others.some((one) => one.answer !== 'YES')) {
      await this.keep(actor, input, order, at, answer);
      return;
    }
    try {
      await this.placeAll(actor, input, order, own, others, at, answer);
    } catch (error) {
      if (!(error instanceof Refusal) || OF_THE_ANSWER.has(error.code)) throw error;
      await this.fail(actor, input, order, sharedFailure(error.code), at, answer);
    }
  }

  /** A yes that others still have to join. */
  private async keep(
    actor: Actor,
    input: AnswerSharedOrderInput,
    order: SharedOrderRow,
    at: Date,
    answer: (queries: Queries) => Promise<number>,
  ): Promise<void> {
    await this.once(actor, input, at, async (queries) => {
      if ((await answer(queries)) === 0) throw new Refusal(ANSWERED_BESIDE);
      const payload: SharedOrderAgreed = {
        sharedOrderId: order.id,
        sharedPartId: order.part_ids[order.participant_ids.indexOf(input.personId)] ?? '',
      };
      this.tell(queries, SHARED_ORDER_AGREED, order.council_id, { ...payload }, at);
    });
  }

  private async placeAll(
    actor: Actor,
    input: AnswerSharedOrderInput,
    order: SharedOrderRow,
    own: NewOrder,
    others: readonly AnswerRow[],
    at: Date,
    answer: (queries: Queries) => Promise<number>,
  ): Promise<void> {
    const all = [own];
    for (const one of others) all.push(await this.together.prepare(actor, order, agreedBy(one), at));
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          this.together.authorise(queries, all, at);
          this.claim(queries, actor, input, at);
          if ((await answer(queries)) !== 0) throw new Refusal(ANSWERED_BESIDE);
          await this.together.send(queries, all, order.id, at);
          void this.shared.end(queries, order.id, 'PLACED', null, at);
          this.tellEnd(queries, order, 'PLACED', null, at);
        }),
      () => undefined,
    );
  }

  /** Everybody said yes, and it could not be placed for all: it ends with nothing. */
  private async fail(
    actor: Actor,
    input: AnswerSharedOrderInput,
    order: SharedOrderRow,
    failure: string,
    at: Date,
    answer: (queries: Queries) => Promise<number>,
  ): Promise<void> {
    await this.once(actor, input, at, async (queries) => {
      if ((await answer(queries)) !== 0) throw new Refusal(ANSWERED_BESIDE);
      void this.shared.end(queries, order.id, 'NOT_PLACED', failure, at);
      this.tellEnd(queries, order, 'NOT_PLACED', failure, at);
    });
  }

  private async no(actor: Actor, input: AnswerSharedOrderInput, order: SharedOrderRow): Promise<void> {
    const at = this.clock.now();
    const { personId } = input;
    await this.once(actor, input, at, async (queries) => {
      const answered = this.shared.answer(queries, {
        sharedOrderId: order.id,
        personId,
        yes: null,
        at,
        actorId: actor.personId,
        mandateId: actingFor(actor, personId, 'ORDER').mandateId,
      });
      this.tellEnd(queries, order, personId === order.asked_for ? 'WITHDRAWN' : 'DECLINED', null, at);
      await answered;
    });
  }

  /** Whether this very answer was given before. Asked first, because what it did may be why it could not be done again. */
  private async wasSent(actor: Actor, input: AnswerSharedOrderInput): Promise<boolean> {
    const neverSent = new Refusal('NEVER_SENT');
    try {
      await this.once(actor, input, this.clock.now(), () => {
        throw neverSent;
      });
      return true;
    } catch (error) {
      if (error === neverSent) return false;
      throw error;
    }
  }

  private async once(
    actor: Actor,
    input: AnswerSharedOrderInput,
    at: Date,
    work: (queries: Queries) => void | Promise<void>,
  ): Promise<void> {
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          const { personId } = input;
          authorise(queries, { actorId: actor.personId, personId, scope: 'ORDER', pence: 0n, at });
          this.claim(queries, actor, input, at);
          return work(queries);
        }),
      () => undefined,
    );
  }

  private claim(queries: Queries, actor: Actor, input: AnswerSharedOrderInput, at: Date): void {
    void claimKey(queries, {
      actorId: actor.personId,
      operation: 'answerSharedOrder',
      key: input.idempotencyKey,
      input: { ...input, idempotencyKey: null },
      result: {},
      at,
    });
  }

  private tell(
    queries: Queries,
    type: string,
    councilId: string,
    payload: Readonly<Record<string, unknown>>,
    at: Date,
  ): void {
    void appendEvent(queries, { id: this.ids.next(), type, version: 1, councilId, payload, occurredAt: at });
  }
}

function agreedBy(answer: AnswerRow): Yes {
  return {
    personId: answer.person_id,
    budgetId: answer.budget_id,
    shownUnitPricePence: answer.shown_unit_price_pence ?? 0n,
    actorId: answer.answered_by ?? '',
    mandateId: answer.mandate_id,
  };
}

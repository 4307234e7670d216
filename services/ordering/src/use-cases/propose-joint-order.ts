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
  londonInstant,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
  takenBack,
} from '@owncourse/kernel/contract';
import { JOINT_ORDER_ASKED, type JointOrderAsked } from '../contract/events.js';
import type { PlaceOrderInput } from '../contract/order-inputs.js';
import { keptInput } from '../domain/joint-order.js';
import { JointOrderRepository } from '../persistence/joint-order.repository.js';
import { PlaceJointly } from './place-jointly.js';
import type { ReadyOrder } from './ready-order.js';

/** Days to answer in, where the council has not said otherwise. */
const DEFAULT_ANSWER_DAYS = 7;

interface Holder {
  readonly mandateId: string;
  readonly answerId: string;
  readonly actorIds: readonly string[];
}

interface Asked {
  readonly mine: Holder;
  readonly others: readonly Holder[];
}

/** The first of those who may act for a person only together would like to order. */
@Injectable()
export class ProposeJointOrder {
  constructor(
    private readonly database: Database,
    private readonly joint: JointOrderRepository,
    private readonly jointly: PlaceJointly,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Keeps what is asked for and asks the others; nothing is held. Placed and taken back first, so that nobody is asked for a
   * yes that is worth nothing. @returns the joint order's id
   */
  async run(actor: Actor, input: PlaceOrderInput): Promise<string> {
    if (!isId(input.personId)) throw Refusal.notFound();
    requireAccess(actor, 'proposeJointOrder', { personId: input.personId });
    if (input.byTelephone) throw Refusal.invalid('byTelephone', 'Nobody is asked for a yes in a telephone call.');
    const before = await this.askedBefore(actor, input);
    if (before !== null) return before;
    const at = this.clock.now();
    const asked = await this.holders(actor, input.personId, at);
    const first = { actorId: actor.personId, mandateId: asked.mine.mandateId };
    const ready = await this.jointly.prepare(actor, input, first, at);
    const { order } = ready;
    const firstVisit = order.visits[0]?.startsAt ?? at;
    if (firstVisit <= at) throw Refusal.invalid('date', 'Choose a later time, so that everybody can answer.');
    const mandateIds = [asked.mine, ...asked.others].map(({ mandateId }) => mandateId);
    await takenBack(this.database, rowScope(actor), (queries) =>
      this.jointly.write(queries, ready, { mandateIds, otherIds: [] }),
    );
    const answerBy = await this.answerBy(order.councilId, firstVisit, at);
    const id = this.ids.next();
    const once = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          const use = { personId: input.personId, mandateIds, scopes: ['ORDER'] as const, pence: 0n, at };
          await this.joint.useMandates(queries, use);
          void this.claim(queries, actor, input, id, at);
          this.ask(queries, actor, { id, input, ready, asked, answerBy });
          return id;
        }),
      (stored) => String(stored['jointOrderId']),
    );
    return once.result;
  }

  private ask(
    queries: Queries,
    actor: Actor,
    kept: {
      readonly id: string;
      readonly input: PlaceOrderInput;
      readonly ready: ReadyOrder;
      readonly asked: Asked;
      readonly answerBy: Date;
    },
  ): void {
    const { id, input, asked, answerBy } = kept;
    const { order, meetFirst, at } = kept.ready;
    const columns = {
      councilId: order.councilId,
      id,
      personId: order.personId,
      mandateId: asked.mine.mandateId,
      budgetId: order.budgetId,
      providerId: order.providerId,
      serviceId: order.serviceId,
      variantId: order.variantId,
      quantity: order.quantity,
      startsOn: order.startsOn,
      endsOn: order.endsOn,
      startTime: order.startTime,
      recurrence: order.recurrence,
      place: order.place,
      note: order.note,
      isTrial: meetFirst !== null,
      unitPricePence: order.unitPricePence.toString(),
      linePence: order.linePence.toString(),
      ownMoneyPence: order.ownMoneyPence?.toString() ?? null,
      totalPence: order.visits.reduce((total, visit) => total + visit.amountPence, 0n).toString(),
      visits: order.visits.length,
      input: keptInput(input),
      answerBy,
    };
    const answers = [asked.mine, ...asked.others].map(({ mandateId, answerId }) => ({ mandateId, id: answerId }));
    void this.joint.ask(queries, columns, answers, at, actor.personId);
    const payload: JointOrderAsked = {
      jointOrderId: id,
      providerId: order.providerId,
      serviceId: order.serviceId,
      personId: order.personId,
      mandateId: asked.mine.mandateId,
      askedBy: actor.personId,
      asks: asked.others.map(({ answerId, actorIds }) => ({
        answerId,
        actorIds: actorIds.filter((one) => one !== actor.personId),
      })),
    };
    void appendEvent(queries, {
      id: this.ids.next(),
      type: JOINT_ORDER_ASKED,
      version: 1,
      councilId: order.councilId,
      payload: { ...payload },
      occurredAt: at,
    });
  }

  /** Refuses NOT_JOINT, NOBODY_TO_AGREE. */
  private async holders(actor: Actor, personId: string, at: Date): Promise<Asked> {
    const rows = await this.database.transaction(rowScope(actor), (queries) =>
      this.joint.holders(queries, actor.personId, personId, londonDate(at)),
    );
    const all = rows.map((row) => ({
      mandateId: row.mandate_id,
      answerId: this.ids.next(),
      actorIds: row.actor_ids,
      isActors: row.is_actors,
    }));
    const mine = all.find(({ isActors }) => isActors);
    if (!mine) throw new Refusal('NOT_JOINT');
    const others = all.filter((one) => one !== mine);
    // Somebody else has to be there for each: nobody says yes twice.
    const hasOther = ({ actorIds }: Holder): boolean => actorIds.some((one) => one !== actor.personId);
    if (others.length === 0 || !others.every(hasOther)) throw new Refusal('NOBODY_TO_AGREE');
    return { mine, others };
  }

  private async answerBy(councilId: string, firstVisit: Date, at: Date): Promise<Date> {
    const days = await this.identity.policy(councilId, 'jointAnswerDays', londonDate(at));
    const lastDay = addDays(londonDate(at), typeof days === 'number' ? days : DEFAULT_ANSWER_DAYS);
    const inTime = londonInstant(addDays(lastDay, 1), '00:00');
    return firstVisit < inTime ? firstVisit : inTime;
  }

  /** What this very request asked before, which may be why it could not be asked again. */
  private async askedBefore(actor: Actor, input: PlaceOrderInput): Promise<string | null> {
    const neverSent = new Refusal('NEVER_SENT');
    try {
      const once = await orReplay<string | null>(
        () =>
          this.database.transaction(rowScope(actor), async (queries) => {
            await this.claim(queries, actor, input, '', this.clock.now());
            // The key stays free.
            throw neverSent;
          }),
        (stored) => String(stored['jointOrderId']),
      );
      return once.result;
    } catch (error) {
      if (error === neverSent) return null;
      throw error;
    }
  }

  private claim(
    queries: Queries,
    actor: Actor,
    input: PlaceOrderInput,
    jointOrderId: string,
    at: Date,
  ): Promise<unknown> {
    const { idempotencyKey: key, ...rest } = input;
    const operation = 'proposeJointOrder';
    return claimKey(queries, { actorId: actor.personId, operation, key, input: rest, result: { jointOrderId }, at });
  }
}

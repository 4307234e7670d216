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
import { JOINT_ORDER_AGREED, type JointOrderAgreed } from '../contract/events.js';
import type { AnswerJointOrderInput } from '../contract/joint-orders.port.js';
import { jointFailure, sentInput } from '../domain/joint-order.js';
import {
  type EndedJointOrder,
  type JointAnswerRow,
  type JointOrderRow,
  JointOrderRepository,
} from '../persistence/joint-order.repository.js';
import { PlaceJointly } from './place-jointly.js';
import type { ReadyOrder } from './ready-order.js';

/** Refusals of the answer itself; any other, met by the last yes, is why it could not be ordered. */
const OF_THE_ANSWER = new Set(['WRONG_STATE', 'TOO_LATE', 'NO_MANDATE', 'IDEMPOTENT_REPLAY', 'IDEMPOTENCY_CONFLICT']);

/** Yes or no of those who act together, or the person's no. */
@Injectable()
export class AnswerJointOrder {
  constructor(
    private readonly database: Database,
    private readonly joint: JointOrderRepository,
    private readonly jointly: PlaceJointly,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * The last yes places it in one transaction, by every rule of an order at that moment. Locks: all their mandates (so that
   * two yeses follow each other and an end waits), the joint order, the budget, the order. Refuses WRONG_STATE, TOO_LATE.
   */
  async run(actor: Actor, input: AnswerJointOrderInput): Promise<void> {
    if (!isId(input.jointOrderId)) throw Refusal.notFound();
    const [[asked], answers] = await this.database.transaction(rowScope(actor), (queries) =>
      Promise.all([
        this.joint.orders(queries, { ids: [input.jointOrderId] }, 1),
        this.joint.answers(queries, input.jointOrderId),
      ]),
    );
    if (!asked) throw Refusal.notFound();
    requireAccess(actor, 'answerJointOrder', { personId: asked.person_id });
    if (await this.wasSent(actor, input)) return;
    if (!input.yes) {
      await this.no(actor, input, endedOf(asked, answers));
      return;
    }
    if (asked.status !== 'ASKED') throw new Refusal('WRONG_STATE');
    try {
      await this.yes(actor, input, asked, answers);
    } catch (error) {
      if (!(error instanceof Refusal) || OF_THE_ANSWER.has(error.code)) throw error;
      await this.fail(actor, input, endedOf(asked, answers), error.code);
    }
  }

  /** Job. @returns how many lapsed */
  async lapse(): Promise<number> {
    const at = this.clock.now();
    return this.database.transaction(NOBODY, async (queries) => {
      const lapsed = await this.joint.lapse(queries, at);
      for (const one of lapsed) this.jointly.tellEnd(queries, one, 'LAPSED', null, at);
      return lapsed.length;
    });
  }

  private async yes(
    actor: Actor,
    input: AnswerJointOrderInput,
    asked: JointOrderRow,
    answers: readonly JointAnswerRow[],
  ): Promise<void> {
    const at = this.clock.now();
    const mandateIds = answers.map(({ mandate_id: id }) => id);
    const ready = await this.ready(actor, asked, at);
    await this.once(actor, input, at, async (queries) => {
      await this.joint.useMandates(queries, {
        personId: asked.person_id,
        mandateIds,
        scopes: ['ORDER'],
        pence: 0n,
        at,
      });
      const said = await this.joint.answer(queries, { id: asked.id, yes: true, at, actorId: actor.personId });
      if (said.missing > 0) {
        this.tellAgreed(queries, asked, said.answer_id ?? '', at);
        return;
      }
      if (ready instanceof Refusal) throw ready;
      // Whoever said yes beside us is read with the order locked.
      const all = await this.joint.answers(queries, asked.id);
      const otherIds = all.flatMap(({ answered_by: by }) => (by !== null && by !== asked.asked_by ? [by] : []));
      await this.jointly.write(queries, ready, { mandateIds, otherIds });
      const { orderId } = ready.order;
      void this.joint.end(queries, { id: asked.id, orderId, failure: null, at, actorId: actor.personId });
      this.jointly.tellPlaced(queries, ready);
      this.jointly.tellEnd(queries, endedOf(asked, answers), 'PLACED', null, at);
    });
  }

  /** What cannot be ordered at this moment matters only to the last yes. */
  private async ready(actor: Actor, asked: JointOrderRow, at: Date): Promise<ReadyOrder | Refusal> {
    const first = { actorId: asked.asked_by, mandateId: asked.mandate_id };
    try {
      return await this.jointly.prepare(actor, sentInput(asked.input, asked.budget_id), first, at);
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }

  /** It cannot be ordered any more: it ends with nothing. */
  private async fail(actor: Actor, input: AnswerJointOrderInput, ended: EndedJointOrder, code: string): Promise<void> {
    const at = this.clock.now();
    const failure = jointFailure(code);
    await this.once(actor, input, at, async (queries) => {
      await this.joint.answer(queries, { id: ended.id, yes: true, at, actorId: actor.personId });
      void this.joint.end(queries, { id: ended.id, orderId: null, failure, at, actorId: actor.personId });
      this.jointly.tellEnd(queries, ended, 'NOT_PLACED', failure, at);
    });
  }

  private async no(actor: Actor, input: AnswerJointOrderInput, ended: EndedJointOrder): Promise<void> {
    const at = this.clock.now();
    await this.once(actor, input, at, async (queries) => {
      await this.joint.answer(queries, { id: ended.id, yes: false, at, actorId: actor.personId });
      const [now] = await this.joint.orders(queries, { ids: [ended.id] }, 1);
      this.jointly.tellEnd(queries, ended, now?.status === 'WITHDRAWN' ? 'WITHDRAWN' : 'DECLINED', null, at);
    });
  }

  private tellAgreed(queries: Queries, asked: JointOrderRow, jointAnswerId: string, at: Date): void {
    const payload: JointOrderAgreed = { jointOrderId: asked.id, jointAnswerId };
    void appendEvent(queries, {
      id: this.ids.next(),
      type: JOINT_ORDER_AGREED,
      version: 1,
      councilId: asked.council_id,
      payload: { ...payload },
      occurredAt: at,
    });
  }

  /** Whether this very answer was given before. Asked first, because what it did may be why it could not be done again. */
  private async wasSent(actor: Actor, input: AnswerJointOrderInput): Promise<boolean> {
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
    input: AnswerJointOrderInput,
    at: Date,
    work: (queries: Queries) => void | Promise<void>,
  ): Promise<void> {
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          await claimKey(queries, {
            actorId: actor.personId,
            operation: 'answerJointOrder',
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          await work(queries);
        }),
      () => undefined,
    );
  }
}

function endedOf(asked: JointOrderRow, answers: readonly JointAnswerRow[]): EndedJointOrder {
  return { ...asked, answer_ids: answers.map(({ id }) => id) };
}

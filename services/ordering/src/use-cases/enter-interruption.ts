import { Inject, Injectable } from '@nestjs/common';
import { IDENTITY, type IdentityPort, mayDo, requireAccess } from '@owncourse/identity/contract';
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
  londonDate,
  NIL_ID,
  orReplay,
  type Pence,
  type Queries,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { type Acting, lockBudgets, release } from '@owncourse/ledger/contract';
import {
  INTERRUPTION_ENTERED,
  type InterruptionEntered,
  PERSON_DIED,
  type PersonDied,
  VISITS_CANCELLED,
  type VisitsCancelled,
} from '../contract/events.js';
import type { EnterInterruptionInput, InterruptionInput } from '../contract/visit-inputs.js';
import { actingFor } from '../domain/acting-for.js';
import { type Charged, chargedFor, checkInterruption, isTakenAway } from '../domain/interruption.js';
import { ORDER_MOVES } from '../domain/order-state.js';
import {
  InterruptionRepository,
  type OpenOrderRow,
  type VisitAwayRow,
} from '../persistence/interruption.repository.js';
import { authorise, cancelOccurrences, moveOrder } from '../persistence/order-writes.js';
import { writeEvent } from '../persistence/plan-writes.js';
import { UrgentCareRepository } from '../persistence/urgent-care.repository.js';

export type VisitTaken = VisitAwayRow & Charged;

/** Hospital, a holiday or a death in one entry: what follows from it pauses or ends, all together or not at all. */
@Injectable()
export class EnterInterruption {
  constructor(
    private readonly database: Database,
    private readonly interruptions: InterruptionRepository,
    private readonly people: UrgentCareRepository,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** What it would take away at this moment, and what each visit would cost. */
  async preview(actor: Actor, input: InterruptionInput): Promise<readonly VisitTaken[]> {
    const at = this.clock.now();
    checkInterruption(input, londonDate(at));
    const councilId = await this.councilFor(actor, input, at);
    const percent = await this.retainerHundredths(councilId, input);
    return this.database.transaction(rowScope(actor), (queries) => this.taken(queries, input, percent, at));
  }

  /** @returns the entry's id. Refuses FEE_CHANGED {feePence}, and WRONG_STATE after a death. */
  async run(actor: Actor, input: EnterInterruptionInput): Promise<string> {
    const at = this.clock.now();
    checkInterruption(input, londonDate(at));
    const councilId = await this.councilFor(actor, input, at);
    const percent = await this.retainerHundredths(councilId, input);
    const { personId } = input;
    const interruptionId = this.ids.next();
    const acting = actsFor(actor, personId);
    const once = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          if (acting.mandateId !== null)
            authorise(queries, { actorId: actor.personId, personId, scope: 'ORDER', pence: 0n, at });
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'enterInterruption',
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: { interruptionId },
            at,
          });
          const before = await this.taken(queries, input, percent, at);
          const budgets = new Set(before.map((visit) => visit.budget_id));
          void lockBudgets(queries, [...budgets], false);
          const orders = await this.interruptions.lockOrders(queries, personId);
          const visits = await this.taken(queries, input, percent, at);
          if (visits.some((visit) => !budgets.has(visit.budget_id))) throw new Refusal('WRONG_STATE');
          const fee = sum(visits.map((visit) => visit.feePence));
          if (fee !== input.agreedFeePence) throw new Refusal('FEE_CHANGED', { feePence: fee.toString() });
          this.interruptions.insert(
            queries,
            {
              councilId,
              id: interruptionId,
              personId,
              kind: input.kind,
              fromOn: input.fromOn,
              toOn: input.toOn ?? null,
              at,
              actorId: actor.personId,
              mandateId: acting.mandateId,
            },
            visits,
          );
          await this.pauseOrders(queries, { input, interruptionId, orders, visits, actorId: actor.personId, at });
          this.cancelVisits(queries, visits, acting, interruptionId, at);
          this.tell(queries, councilId, input, interruptionId, at);
          return interruptionId;
        }),
      (stored) => String(stored['interruptionId']),
    );
    return once.result;
  }

  private async councilFor(actor: Actor, { personId, kind }: InterruptionInput, at: Date): Promise<string> {
    const councilId = (await this.people.whose(personId, londonDate(at)))?.council_id ?? null;
    requireAccess(actor, 'enterInterruption', { personId, councilId });
    if (kind === 'DEATH' && actor.personId === personId) throw new Refusal('NOT_PERMITTED');
    return councilId ?? NIL_ID;
  }

  /** Council policy hospitalRetainerPercent, as hundredths of a percent; nothing where the council has not said. */
  private async retainerHundredths(councilId: string, { kind, fromOn }: InterruptionInput): Promise<bigint> {
    if (kind !== 'HOSPITAL' || councilId === NIL_ID) return 0n;
    const percent = await this.identity.policy(councilId, 'hospitalRetainerPercent', fromOn);
    return typeof percent === 'number' ? BigInt(Math.round(percent * 100)) : 0n;
  }

  private async taken(queries: Queries, input: InterruptionInput, percent: bigint, at: Date): Promise<VisitTaken[]> {
    const rows = await this.interruptions.visitsAway(queries, input.personId, input.fromOn, input.toOn ?? null);
    return rows
      .filter((visit) => isTakenAway(input.kind, input.fromOn, visit, at))
      .map((visit) => ({ ...visit, ...chargedFor(input.kind, visit, at, percent) }));
  }

  /** Standing orders rest; after a death every order ends, but for one that has a visit left to be entered. */
  private async pauseOrders(queries: Queries, step: Step): Promise<void> {
    const { input, orders, visits, actorId, at } = step;
    const touched = new Set(visits.map((visit) => visit.order_id));
    const stillOpen = input.kind === 'DEATH' ? await this.leftOver(queries, step) : new Set<string>();
    for (const order of orders) {
      const event = { orderId: order.id, eventId: this.ids.next(), at, actorId };
      if (input.kind === 'DEATH' && !stillOpen.has(order.id)) {
        void moveOrder(queries, {
          ...event,
          from: ORDER_MOVES.cancel.from,
          to: 'CANCELLED',
          reason: null,
          code: 'ENDED_FOR_GOOD',
        });
        continue;
      }
      if (touched.has(order.id)) void writeEvent(queries, { ...event, code: 'AWAY' });
      if (order.kind !== 'STANDING') continue;
      void this.interruptions.addBreak(queries, {
        orderId: order.id,
        interruptionId: step.interruptionId,
        from: input.kind === 'DEATH' ? addDays(input.fromOn, 1) : input.fromOn,
        before: input.toOn ? addDays(input.toOn, 1) : null,
        at,
        actorId,
      });
    }
  }

  /** Orders with visits up to the day of a death that the provider may still enter. */
  private async leftOver(queries: Queries, { input, visits }: Step): Promise<ReadonlySet<string>> {
    const taken = new Set(visits.map((visit) => visit.id));
    const all = await this.interruptions.visitsAway(queries, input.personId, '0001-01-01', null);
    return new Set(all.filter((visit) => !taken.has(visit.id)).map((visit) => visit.order_id));
  }

  private cancelVisits(
    queries: Queries,
    visits: readonly VisitTaken[],
    acting: Acting,
    groupId: string,
    at: Date,
  ): void {
    if (visits.length === 0) return;
    for (const orderId of new Set(visits.map((visit) => visit.order_id))) {
      const own = visits.filter((visit) => visit.order_id === orderId);
      void cancelOccurrences(queries, orderId, own, false, at);
      const payload: VisitsCancelled = {
        orderId,
        occurrenceIds: own.map((visit) => visit.id),
        feePence: sum(own.map((visit) => visit.feePence)).toString(),
      };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: VISITS_CANCELLED,
        version: 1,
        councilId: own[0]?.council_id ?? null,
        payload: { ...payload },
        occurredAt: at,
      });
    }
    void release(
      queries,
      visits.map((visit) => ({ holdId: visit.id, feePence: visit.feePence })),
      { groupId, day: londonDate(at), at, acting },
    );
  }

  private tell(
    queries: Queries,
    councilId: string,
    { personId, kind, fromOn, toOn }: InterruptionInput,
    interruptionId: string,
    at: Date,
  ): void {
    const event = { version: 1, councilId: councilId === NIL_ID ? null : councilId, occurredAt: at };
    const entered: InterruptionEntered = { interruptionId, personId, kind, fromOn, toOn: toOn ?? null };
    void appendEvent(queries, {
      ...event,
      id: this.ids.next(),
      type: INTERRUPTION_ENTERED,
      payload: { ...entered },
    });
    if (kind !== 'DEATH') return;
    const died: PersonDied = { personId, diedOn: fromOn };
    void appendEvent(queries, { ...event, id: this.ids.next(), type: PERSON_DIED, payload: { ...died } });
  }
}

interface Step {
  readonly input: InterruptionInput;
  readonly interruptionId: string;
  readonly orders: readonly OpenOrderRow[];
  readonly visits: readonly VisitTaken[];
  readonly actorId: string;
  readonly at: Date;
}

/** Under a mandate where that is the only right; an officer acts for the person by office. */
export function actsFor(actor: Actor, personId: string): Acting {
  const acting = actingFor(actor, personId, 'ORDER');
  const byOffice = mayDo({ ...actor, mandates: [] }, 'enterInterruption', { personId, councilId: actor.councilId });
  return byOffice ? { ...acting, mandateId: null } : acting;
}

function sum(pence: readonly Pence[]): Pence {
  return pence.reduce((total, one) => total + one, 0n);
}

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
  type FieldProblem,
  formatQuantity,
  parseQuantity,
  IDS,
  type IdSource,
  londonDate,
  londonInstant,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { SHARED_ORDER_ASKED, type SharedOrderAsked } from '../contract/events.js';
import type { ProposeSharedOrderInput } from '../contract/shared-orders.port.js';
import { actingFor } from '../domain/acting-for.js';
import { readSharedOrder, type Sharer, type SharedOrderRequest } from '../domain/shared-order-request.js';
import { authorise, type NewOrder, type OrderFacts, readFacts } from '../persistence/order-writes.js';
import { type NewSharedOrder, SharedOrderRepository } from '../persistence/shared-order.repository.js';
import { AnswerSharedOrder } from './answer-shared-order.js';
import { inLockOrder, PlaceTogether, type SharedTerms, type Yes } from './place-together.js';

/** Days to answer in, where the council has not said otherwise. */
const DEFAULT_ANSWER_DAYS = 7;
const CANDIDATE = statement('ordering.shared-candidate', 'select person_id from identity.mandate_candidate($1)');

interface Participant {
  readonly personId: string;
  readonly share: number;
  readonly partId: string;
  /** Null for somebody who has to be asked. */
  readonly shownUnitPricePence: bigint | null;
}

interface Proposal {
  readonly order: NewSharedOrder;
  readonly participants: readonly Participant[];
  /** Orders of those whose yes came with it. */
  readonly own: readonly NewOrder[];
}

/** One person would like to order together with others. */
@Injectable()
export class ProposeSharedOrder {
  constructor(
    private readonly database: Database,
    private readonly shared: SharedOrderRepository,
    private readonly together: PlaceTogether,
    private readonly answering: AnswerSharedOrder,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Keeps what is proposed and asks the others; where the actor may order for everybody, the orders are placed at once, all or
   * none. Nothing is held before. @returns the shared order's id
   */
  async run(actor: Actor, input: ProposeSharedOrderInput): Promise<string> {
    const at = this.clock.now();
    for (const { personId } of input.people) if (personId) requireAccess(actor, 'proposeSharedOrder', { personId });
    const before = await this.proposedBefore(actor, input, at);
    if (before !== null) return before;
    const request = readSharedOrder(input, londonDate(at));
    const proposal = await this.prepare(actor, input, request, at);
    const forAll = proposal.own.length === proposal.participants.length;
    if (!forAll) await this.answering.tryOut(actor, proposal.own, at);
    const { order } = proposal;
    const once = await orReplay(
      async () => {
        await this.database.transaction(rowScope(actor), async (queries) => {
          if (forAll) this.together.authorise(queries, proposal.own, at);
          else this.authorise(queries, actor, proposal, at);
          this.claim(queries, actor, input, order.id, at);
          void this.shared.ask(
            queries,
            order,
            proposal.participants.map(({ personId, share, partId }) => ({ personId, share, partId })),
            at,
            actor.personId,
          );
          const sent: Promise<unknown>[] = proposal.own.map((own) => this.sayYes(queries, order.id, own, at));
          if (forAll) sent.push(this.placeAll(queries, proposal, at));
          else this.ask(queries, proposal, at);
          await Promise.all(sent);
        });
        return order.id;
      },
      (stored) => String(stored['sharedOrderId']),
    );
    return once.result;
  }

  private async placeAll(queries: Queries, { order, participants, own }: Proposal, at: Date): Promise<void> {
    await this.together.send(queries, own, order.id, at);
    void this.shared.end(queries, order.id, 'PLACED', null, at);
    const row = {
      id: order.id,
      council_id: order.councilId,
      participant_ids: participants.map(({ personId }) => personId),
      part_ids: participants.map(({ partId }) => partId),
      provider_id: order.providerId,
      service_id: order.serviceId,
    };
    this.answering.tellEnd(queries, row, 'PLACED', null, at);
  }

  private ask(queries: Queries, { order, participants }: Proposal, at: Date): void {
    const asked = participants.filter(({ shownUnitPricePence }) => shownUnitPricePence === null);
    const payload: SharedOrderAsked = {
      sharedOrderId: order.id,
      providerId: order.providerId,
      serviceId: order.serviceId,
      personId: order.askedFor,
      askedIds: asked.map(({ personId }) => personId),
      askedPartIds: asked.map(({ partId }) => partId),
    };
    void appendEvent(queries, {
      id: this.ids.next(),
      type: SHARED_ORDER_ASKED,
      version: 1,
      councilId: order.councilId,
      payload: { ...payload },
      occurredAt: at,
    });
  }

  private async prepare(
    actor: Actor,
    input: ProposeSharedOrderInput,
    request: SharedOrderRequest,
    at: Date,
  ): Promise<Proposal> {
    const participants = await this.participants(request);
    const facts = await Promise.all(
      participants.map(({ personId }) => this.factsOf(input.variantId, personId, request)),
    );
    const [first] = facts;
    if (!first) throw Refusal.notFound();
    if (first.council_id === null || first.budget_id === null) throw new Refusal('NO_BUDGET');
    this.checkCouncil(request.sharers, facts, first.council_id);
    const asked = participants[0]?.personId ?? '';
    const byId = [...participants].sort((left, right) => (left.personId < right.personId ? -1 : 1));
    const terms: SharedTerms = {
      council_id: first.council_id,
      participant_ids: byId.map(({ personId }) => personId),
      shares: byId.map(({ share }) => share),
      variant_id: input.variantId,
      quantity: formatQuantity(parseQuantity(input.quantity)),
      starts_on: request.startsOn,
      ends_on: request.endsOn,
      recurrence: request.recurrence,
      start_time: input.startTime,
      place: input.place.trim(),
      note: input.note?.trim() ? input.note.trim() : null,
    };
    const own: NewOrder[] = [];
    for (const { personId, shownUnitPricePence } of byId) {
      if (shownUnitPricePence === null) continue;
      const { mandateId } = actingFor(actor, personId, 'ORDER');
      const yes: Yes = { personId, budgetId: null, shownUnitPricePence, actorId: actor.personId, mandateId };
      own.push(await this.together.prepare(actor, terms, yes, at));
    }
    const firstVisit = own[0]?.visits[0]?.startsAt ?? at;
    if (firstVisit <= at) throw Refusal.invalid('date', 'Choose a later time, so that everybody can answer.');
    const days = await this.identity.policy(first.council_id, 'sharedAnswerDays', londonDate(at));
    const lastDay = addDays(londonDate(at), typeof days === 'number' ? days : DEFAULT_ANSWER_DAYS);
    const inTime = londonInstant(addDays(lastDay, 1), '00:00');
    return {
      participants: byId,
      own,
      order: {
        id: this.ids.next(),
        councilId: first.council_id,
        askedFor: asked,
        providerId: first.provider_id,
        serviceId: first.service_id,
        variantId: terms.variant_id,
        quantity: terms.quantity,
        startsOn: terms.starts_on,
        endsOn: terms.ends_on,
        startTime: input.startTime,
        recurrence: terms.recurrence,
        place: terms.place,
        note: terms.note,
        answerBy: firstVisit < inTime ? firstVisit : inTime,
      },
    };
  }

  private async participants({ sharers }: SharedOrderRequest): Promise<Participant[]> {
    const found = await Promise.all(
      sharers.map(async (sharer): Promise<Participant | null> => {
        const { personId, email, share, shownUnitPricePence } = sharer;
        const partId = this.ids.next();
        if (personId !== null) return { personId, share, partId, shownUnitPricePence };
        const [one] = await this.database.call<{ person_id: string }>(CANDIDATE, [email]);
        return one ? { personId: one.person_id, share, partId, shownUnitPricePence: null } : null;
      }),
    );
    const problems = found.flatMap((one, index) => {
      const isTwice = found.findIndex((other) => other?.personId === one?.personId) < index;
      return one === null || isTwice ? [cannotAsk(index)] : [];
    });
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    return found.filter((one): one is Participant => one !== null);
  }

  /** Whom the actor may not order for gets one answer for every reason, so that nobody learns who has a budget where. */
  private checkCouncil(sharers: readonly Sharer[], facts: readonly OrderFacts[], councilId: string): void {
    const others = facts.map((one, index) => ({ ...one, index, byEmail: sharers[index]?.personId === null }));
    const problems = others
      .filter((one) => one.byEmail && (one.council_id !== councilId || one.budget_id === null))
      .map(({ index }) => cannotAsk(index));
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    if (others.some((one) => one.council_id === null || one.budget_id === null)) throw new Refusal('NO_BUDGET');
    if (others.some((one) => one.council_id !== councilId)) throw new Refusal('ONE_COUNCIL_ONLY');
  }

  private async factsOf(variantId: string, personId: string, request: SharedOrderRequest): Promise<OrderFacts> {
    const [facts] = await readFacts(this.database, variantId, personId, null, request.startsOn);
    if (!facts) throw Refusal.notFound();
    return facts;
  }

  private sayYes(queries: Queries, sharedOrderId: string, own: NewOrder, at: Date): Promise<number> {
    return this.shared.answer(queries, {
      sharedOrderId,
      personId: own.personId,
      yes: { budgetId: own.budgetId, shownUnitPricePence: own.unitPricePence },
      at,
      actorId: own.actorId,
      mandateId: own.mandateId,
    });
  }

  /** The rights alone: sums count when it is placed. */
  private authorise(queries: Queries, actor: Actor, { own }: Proposal, at: Date): void {
    for (const { personId } of inLockOrder(own))
      authorise(queries, { actorId: actor.personId, personId, scope: 'ORDER', pence: 0n, at });
  }

  private async proposedBefore(actor: Actor, input: ProposeSharedOrderInput, at: Date): Promise<string | null> {
    const neverSent = new Refusal('NEVER_SENT');
    try {
      const once = await orReplay<string | null>(
        () =>
          this.database.transaction(rowScope(actor), (queries) => {
            const known = input.people.flatMap(({ personId }) => (personId ? [{ personId }] : []));
            for (const { personId } of inLockOrder(known))
              authorise(queries, { actorId: actor.personId, personId, scope: 'ORDER', pence: 0n, at });
            this.claim(queries, actor, input, '', at);
            throw neverSent;
          }),
        (stored) => String(stored['sharedOrderId']),
      );
      return once.result;
    } catch (error) {
      if (error === neverSent) return null;
      throw error;
    }
  }

  private claim(queries: Queries, actor: Actor, input: ProposeSharedOrderInput, sharedOrderId: string, at: Date): void {
    void claimKey(queries, {
      actorId: actor.personId,
      operation: 'proposeSharedOrder',
      key: input.idempotencyKey,
      input: { ...input, idempotencyKey: null },
      result: { sharedOrderId },
      at,
    });
  }
}

function cannotAsk(index: number): FieldProblem {
  return {
    field: `people[${index}].email`,
    message: 'We cannot ask this email address. Check it with them. They need a budget from the same council.',
  };
}

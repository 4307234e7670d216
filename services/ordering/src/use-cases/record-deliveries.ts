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
  IDS,
  type IdSource,
  isId,
  linePence,
  londonDate,
  orReplay,
  parseQuantity,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { lockBudgets } from '@owncourse/ledger/contract';
import { DELIVERY_RECORDED } from '../contract/events.js';
import type { RecordDeliveryInput } from '../contract/ordering.port.js';
import { isReadable } from '../domain/readable-text.js';
import { LONGEST_VISIT_MINUTES } from '../domain/visit-plan.js';
import { type OccurrenceRow, OrderRepository } from '../persistence/order.repository.js';
import { insertDeliveries, type NewDelivery } from '../persistence/order-writes.js';

const MOST_AT_ONCE = 1000;
const LONGEST_TEXT = 200;
const LONGEST_VISIT_MS = LONGEST_VISIT_MINUTES * 60_000;
const DEFAULT_AUTO_CONFIRM_DAYS = 7;

@Injectable()
export class RecordDeliveries {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** The provider's notes with the six facts, all or nothing. @returns their ids in the same order */
  async run(actor: Actor, inputs: readonly RecordDeliveryInput[], idempotencyKey: string): Promise<readonly string[]> {
    if (inputs.length === 0 || inputs.length > MOST_AT_ONCE)
      throw Refusal.invalid('inputs', `Send 1 to ${MOST_AT_ONCE} notes at a time.`);
    if (
      inputs.some((input) => !isId(input.occurrenceId)) ||
      new Set(inputs.map((input) => input.occurrenceId)).size !== inputs.length
    )
      throw Refusal.notFound();
    const at = this.clock.now();
    const visits = await this.visits(actor, inputs);
    const daysByCouncil = await this.autoConfirmDays(
      [...new Set(visits.map((visit) => visit.council_id))],
      londonDate(at),
    );
    const problems: FieldProblem[] = [];
    const notes = inputs.map((input, index) => {
      const visit = visits[index];
      if (!visit) throw Refusal.notFound();
      problems.push(...problemsOf(input, visit, at, inputs.length === 1 ? '' : `inputs[${index}].`));
      return problems.length > 0
        ? null
        : this.note(input, visit, at, daysByCouncil.get(visit.council_id) ?? DEFAULT_AUTO_CONFIRM_DAYS);
    });
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    const ready = notes.filter((note): note is NewDelivery => note !== null);
    const once = await orReplay(
      async () => {
        await this.database.transaction(rowScope(actor), (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'recordDelivery',
            key: idempotencyKey,
            input: inputs,
            result: { ids: ready.map((note) => note.id) },
            at,
          });
          void lockBudgets(queries, [...new Set(visits.map((visit) => visit.budget_id))], false);
          void insertDeliveries(queries, actor.organisationId ?? '', ready, at, actor.personId);
          void appendEvent(queries, {
            id: this.ids.next(),
            type: DELIVERY_RECORDED,
            version: 1,
            councilId: visits[0]?.council_id ?? null,
            payload: { deliveryIds: ready.map((note) => note.id) },
            occurredAt: at,
          });
        });
        return ready.map((note) => note.id);
      },
      (stored) => stored['ids'] as string[],
    );
    return once.result;
  }

  /** The visits in the order of the inputs; a foreign one reads like one that does not exist. */
  private async visits(actor: Actor, inputs: readonly RecordDeliveryInput[]): Promise<OccurrenceRow[]> {
    const rows = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.occurrencesByIds(
        queries,
        inputs.map((input) => input.occurrenceId),
      ),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return inputs.map((input) => {
      const visit = byId.get(input.occurrenceId);
      if (!visit) throw Refusal.notFound();
      requireAccess(actor, 'recordDelivery', { organisationId: visit.provider_id });
      return visit;
    });
  }

  private async autoConfirmDays(councilIds: readonly string[], today: string): Promise<Map<string, number>> {
    const days = await Promise.all(
      councilIds.map(
        async (councilId) => [councilId, await this.identity.policy(councilId, 'autoConfirmDays', today)] as const,
      ),
    );
    return new Map(
      days.map(([councilId, value]) => [councilId, typeof value === 'number' ? value : DEFAULT_AUTO_CONFIRM_DAYS]),
    );
  }

  private note(input: RecordDeliveryInput, visit: OccurrenceRow, at: Date, autoConfirmDays: number): NewDelivery {
    const quantity = parseQuantity(input.quantity);
    const amount = linePence(quantity, visit.unit_price_pence);
    if (amount > visit.amount_pence)
      throw new Refusal('MORE_THAN_HELD', { heldPence: visit.amount_pence.toString(), amountPence: amount.toString() });
    return {
      id: this.ids.next(),
      occurrenceId: visit.id,
      workerName: input.workerName.trim(),
      place: input.place.trim(),
      startedAt: input.startedAt,
      endedAt: input.endedAt,
      quantity: formatQuantity(quantity),
      amountPence: amount.toString(),
      confirmsItselfOn: addDays(londonDate(at), autoConfirmDays),
    };
  }
}

function problemsOf(input: RecordDeliveryInput, visit: OccurrenceRow, at: Date, prefix: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const text = (field: 'workerName' | 'place', asks: string): void => {
    if (input[field].trim() === '' || input[field].length > LONGEST_TEXT || !isReadable(input[field]))
      problems.push({ field: `${prefix}${field}`, message: `${asks} Use at most ${LONGEST_TEXT} letters.` });
  };
  text('workerName', 'Say who came.');
  text('place', 'Say where.');
  const [started, ended] = [Date.parse(input.startedAt), Date.parse(input.endedAt)];
  if (ended <= started || ended - started > LONGEST_VISIT_MS)
    problems.push({ field: `${prefix}endedAt`, message: 'The end must be after the start.' });
  if (ended > at.getTime())
    problems.push({ field: `${prefix}endedAt`, message: 'Enter the visit after it has ended.' });
  if (londonDate(new Date(started)) !== visit.on_date)
    problems.push({ field: `${prefix}startedAt`, message: 'The visit must be on its own day.' });
  return problems;
}

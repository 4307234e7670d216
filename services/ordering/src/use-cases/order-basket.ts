import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  type FieldProblem,
  orReplay,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import type { OrderBasketInput } from '../contract/order-inputs.js';
import { MOST_IN_BASKET } from '../domain/basket.js';
import { BasketRepository } from '../persistence/basket.repository.js';
import type { NewOrder } from '../persistence/order-writes.js';
import { PlaceOrder } from './place-order.js';
import { PlaceTogether } from './place-together.js';

/** What is said once for all of them, and is no line's. */
const OF_ALL = new Set(['place', 'note', 'ownPurchase.rightsRead', 'ownPurchase.asksToStartEarly']);

/** A basket in one go: an order for each line, all or none, and what was ordered is out of the basket. */
@Injectable()
export class OrderBasket {
  constructor(
    private readonly database: Database,
    private readonly placing: PlaceOrder,
    private readonly together: PlaceTogether,
    private readonly baskets: BasketRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @returns the orders' ids, in the order of the lines. Refuses as `placeOrder`; problems of a line are named
   * `lines.0.date` and so on.
   */
  async run(actor: Actor, input: OrderBasketInput): Promise<readonly string[]> {
    requireAccess(actor, 'orderBasket', {});
    const { idempotencyKey: key, ...rest } = input;
    if (input.lines.length === 0 || input.lines.length > MOST_IN_BASKET)
      throw Refusal.invalid('lines', `Order at least one thing, and at most ${MOST_IN_BASKET} at once.`);
    if (new Set(input.lines.map(({ variantId }) => variantId)).size < input.lines.length)
      throw Refusal.invalid('lines', 'Each thing can be in it once.');
    const at = this.clock.now();
    const claim = (result: Readonly<Record<string, unknown>>) => ({
      actorId: actor.personId,
      operation: 'orderBasket',
      key,
      input: rest,
      result,
      at,
    });
    // Prepared where it is sent for the first time only: what was ordered before may not be on sale any more.
    const prepared = await this.prepared(actor, input);
    const once = await orReplay<readonly string[]>(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          if (prepared instanceof Refusal) {
            await claimKey(queries, claim({}));
            throw prepared;
          }
          const orderIds = prepared.map(({ orderId }) => orderId);
          await claimKey(queries, claim({ orderIds }));
          await this.together.send(queries, prepared, null, at);
          await this.baskets.take(
            queries,
            actor.personId,
            input.lines.map(({ variantId }) => variantId),
          );
          return orderIds;
        }),
      (stored) => stored['orderIds'] as readonly string[],
    );
    return once.result;
  }

  /** The orders as they would be written, or the refusal that only a new request meets. */
  private async prepared(actor: Actor, input: OrderBasketInput): Promise<readonly NewOrder[] | Refusal> {
    const { place, note, ownPurchase } = input;
    const answers = await Promise.all(
      input.lines.map((line) =>
        this.placing
          .prepare(
            actor,
            {
              idempotencyKey: '',
              personId: actor.personId,
              variantId: line.variantId,
              quantity: line.quantity,
              startTime: line.startTime,
              oneOff: { date: line.date },
              place,
              note: note ?? null,
              shownUnitPricePence: line.shownUnitPricePence,
              ownPurchase,
            },
            null,
          )
          .then(({ order }) => order)
          .catch((error: unknown) => {
            if (error instanceof Refusal) return error;
            throw error;
          }),
      ),
    );
    const refusals = answers.filter((answer): answer is Refusal => answer instanceof Refusal);
    if (refusals.length === 0) return answers as readonly NewOrder[];
    const problems = answers.flatMap((answer, index) =>
      answer instanceof Refusal && answer.code === 'INVALID_INPUT' ? problemsOf(answer, index) : [],
    );
    const other = refusals.find(({ code }) => code !== 'INVALID_INPUT');
    return other ?? Refusal.invalidFields(withoutTwins(problems));
  }
}

function problemsOf(refusal: Refusal, index: number): FieldProblem[] {
  return (refusal.details['problems'] as readonly FieldProblem[]).map(({ field, message }) => ({
    field: OF_ALL.has(field) ? field : `lines.${index}.${field}`,
    message,
  }));
}

/** What is said once for all is wrong once. */
function withoutTwins(problems: readonly FieldProblem[]): FieldProblem[] {
  return [...new Map(problems.map((problem) => [problem.field, problem])).values()];
}

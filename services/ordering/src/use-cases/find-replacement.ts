import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  addDays,
  CLOCK,
  type Clock,
  Database,
  isDay,
  isId,
  londonDate,
  londonInstant,
  type Pence,
  type Queries,
  Refusal,
  rowScope,
  type TenThousandths,
} from '@owncourse/kernel/contract';
import { FURTHEST_DAYS } from '../domain/place-order-request.js';
import { wishedDays } from '../domain/price-times.js';
import { FOUR_WEEKS, lastFreeMoment, type ReplacementOffer, replacementOffer } from '../domain/replacement-offer.js';
import { extraVisitsOf, timesOf } from '../domain/times-of-day.js';
import { daysOf, PLAN_AHEAD_DAYS } from '../domain/visit-plan.js';
import { OrderRepository, type OrderRow } from '../persistence/order.repository.js';
import { onlyFitting } from '../persistence/price-times.js';
import { type ReplacementPriceRow, ReplacementRepository } from '../persistence/replacement.repository.js';

/** Of an order that goes on: time for somebody to answer, and for its provider to plan. */
const DAYS_TO_FIND = 7;

export interface ReplacementOption extends ReplacementOffer {
  readonly variantId: string;
  readonly serviceId: string;
  readonly providerId: string;
  readonly miles: string | null;
}

/** What a replacement would be, from a day on, and who could do it. */
export interface ReplacementChoice {
  readonly order: OrderRow;
  readonly takesOver: boolean;
  readonly firstOn: string;
  readonly endsOn: string | null;
  /** Visits in the first four weeks, and what they cost as it is now. */
  readonly visits: number;
  readonly fourWeeksNowPence: Pence;
  readonly answerUntil: Date;
  readonly options: readonly ReplacementOption[];
}

/** Who could take over a whole standing order, from which day, and what that would cost. */
@Injectable()
export class FindReplacement {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    private readonly replacements: ReplacementRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Who could do all of it from a day on, each at this person's price. Null for an order that cannot be replaced. Refuses
   * INVALID_INPUT for a day that leaves nobody time to answer, or before the end of a break.
   */
  async options(actor: Actor, orderId: string, fromOn: string | null): Promise<ReplacementChoice | null> {
    if (!isId(orderId)) throw Refusal.notFound();
    return this.database.transaction(rowScope(actor), async (queries) => {
      const [order] = await this.orders.byIds(queries, [orderId]);
      if (!order) throw Refusal.notFound();
      requireAccess(actor, 'replacementChoice', { personId: order.participant_ids[0] ?? '' });
      return this.choice(queries, order, fromOn);
    });
  }

  private async choice(queries: Queries, order: OrderRow, wantedOn: string | null): Promise<ReplacementChoice | null> {
    const at = this.clock.now();
    const today = londonDate(at);
    const [line] = order.lines;
    const [[ending], can] = await Promise.all([
      this.replacements.endings(queries, [order.id]),
      this.replacements.canBeReplaced(queries, order.id),
    ]);
    if (!can || !line || order.recurrence === null) return null;
    const takesOver = ending === undefined;
    const soonest = takesOver ? addDays(today, DAYS_TO_FIND) : latest(ending.from_on, addDays(today, 1));
    const fromOn = wantedOn ?? soonest;
    if (!isDay(fromOn) || fromOn < today || fromOn > addDays(today, FURTHEST_DAYS))
      throw Refusal.invalid('fromOn', 'Choose a day to come, within the next two years.');
    const breaks = takesOver ? await this.replacements.breaksToCome(queries, order.id, fromOn) : [];
    const after = breaks.at(-1);
    if (after)
      throw Refusal.invalid(
        'fromOn',
        after.last_on === null
          ? 'This order has a break without an end. Start it again first.'
          : 'This order has a break then. Choose a day after it.',
      );
    // They would end with the old order without a word.
    const beside = takesOver ? extraVisitsOf(order.more_times).filter(({ day }) => day >= fromOn) : [];
    if (beside.length > 0)
      throw Refusal.invalid(
        'fromOn',
        'There is an extra visit after that day. Choose a day after it, or take it out first.',
      );
    const endsOn = ending === undefined ? order.ends_on : ending.ends_on;
    const through = earliest(addDays(fromOn, PLAN_AHEAD_DAYS), endsOn);
    const times = timesOf({ ...order, quantity: line.quantity }, order.more_times);
    const days = daysOf(order.recurrence, order.starts_on, fromOn, through);
    const [firstOn] = days;
    if (firstOn === undefined)
      throw Refusal.invalid('fromOn', 'No visit is left from that day on. Choose an earlier one.');
    const answerUntil = await this.answerUntil(queries, order, firstOn, takesOver);
    if (answerUntil <= at) throw Refusal.invalid('fromOn', 'Choose a later day, so that somebody has time to answer.');
    const inFourWeeks = days.filter((day) => day < addDays(firstOn, FOUR_WEEKS));
    const { budgetId, variantId } = line;
    const personId = order.participant_ids[0] ?? '';
    const [found, fourWeeksNowPence] = await Promise.all([
      this.replacements.prices(queries, { councilId: order.council_id, personId, budgetId, variantId }, days),
      this.replacements.costNow(queries, order.id, firstOn, addDays(firstOn, FOUR_WEEKS - 1)),
    ]);
    const prices = await onlyFitting(queries, found, {
      days: wishedDays({ recurrence: order.recurrence, startsOn: firstOn, endsOn }),
      times: times.map(({ startTime }) => ({ startTime, field: 'startTime' })),
    });
    return {
      order,
      takesOver,
      firstOn,
      endsOn,
      visits: inFourWeeks.length * times.length,
      fourWeeksNowPence,
      answerUntil,
      options: optionsOf(
        prices,
        times.map(({ quantity }) => quantity),
      ),
    };
  }

  /** Until the first visit; where the old order goes on, as long as that ends without a fee. */
  private async answerUntil(queries: Queries, order: OrderRow, firstOn: string, takesOver: boolean): Promise<Date> {
    const startsAt = londonInstant(firstOn, order.start_time.slice(0, 5));
    if (!takesOver) return startsAt;
    const open = await this.orders.openOccurrences(queries, order.id, null, { fromOn: firstOn, throughOn: null });
    return open.length === 0 ? startsAt : lastFreeMoment(open);
  }
}

function optionsOf(rows: readonly ReplacementPriceRow[], quantities: readonly TenThousandths[]): ReplacementOption[] {
  const places = [...new Set(rows.map(({ place }) => place))];
  return places.flatMap((place) => {
    const days = rows.filter((row) => row.place === place);
    const [first] = days;
    if (!first) return [];
    const offer = replacementOffer(
      days.map((row) => ({
        day: row.day,
        unitPricePence: row.unit_price_pence,
        multiplier: row.multiplier_ten_thousandths,
      })),
      quantities,
    );
    const { variant_id: variantId, service_id: serviceId, provider_id: providerId, miles } = first;
    return [{ ...offer, variantId, serviceId, providerId, miles }];
  });
}

function latest(one: string, other: string): string {
  return one > other ? one : other;
}

function earliest(one: string, other: string | null): string {
  return other !== null && other < one ? other : one;
}

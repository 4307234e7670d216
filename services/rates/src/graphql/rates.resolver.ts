import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { CheapestVariant } from '@owncourse/catalogue/contract';
import { mayDo, requireAccess } from '@owncourse/identity/contract';
import {
  daysBetween,
  inOrderOf,
  isId,
  linePence,
  type OperationContext,
  orRefusal,
  parseQuantity,
  Refusal,
  type RefusalMember,
  statement,
} from '@owncourse/kernel/contract';
import type { PriceView } from '../contract/rates.port.js';
import { CardRepository } from '../persistence/card.repository.js';
import { priceSteps } from '../domain/price-steps.js';
import { RatesRepository } from '../persistence/rates.repository.js';
import { PriceReader } from './price.reader.js';
import { rateCardView } from './rate-card.view.js';

interface QuoteInput {
  readonly variantId: string;
  readonly personId?: string | null;
  readonly quantity: string;
  readonly onDate: string;
}

interface DayQuotesInput {
  readonly variantId: string;
  readonly personId?: string | null;
  readonly quantity: string;
  readonly days: readonly string[];
}

const FURTHEST_DAYS = 366 * 2;
/** A plan of 26 weeks with a visit every day. */
const MOST_DAYS = 200;

/** A service, from a page of results with what is known there. */
interface ServiceOfPage {
  readonly id: string;
  readonly cheapest?: CheapestVariant | null;
}

interface ServiceVariants {
  readonly service_id: string;
  readonly variant_ids: readonly string[];
}

const VARIANTS_OF_SERVICE = Symbol('Variant ids by service');
const VARIANT_UNIT = Symbol('Unit by variant');
const VARIANTS_OF = statement(
  'rates.variants-of-services',
  'select service_id, array_agg(id) as variant_ids from catalogue.variants_of_services($1::uuid[]) group by service_id',
);

@Resolver('Variant')
export class VariantPriceResolver {
  constructor(private readonly reader: PriceReader) {}

  @ResolveField('price')
  async price(
    @Parent() variant: { id: string },
    @Args('forPersonId') forPersonId: string | null,
    @Context() context: OperationContext,
  ): Promise<PriceView | null> {
    return this.reader.price(context, await this.reader.payerFor(context, forPersonId ?? null), variant.id);
  }
}

@Resolver('Service')
export class ServicePriceResolver {
  constructor(
    private readonly reader: PriceReader,
    private readonly rates: RatesRepository,
  ) {}

  /*
   * Without decorators on their parameters, Nest calls these two as they are: parent, arguments, context. A page of results asks
   * each of them for every service on it, and mostly for what is known.
   */
  @ResolveField('fromPrice')
  fromPrice(
    service: ServiceOfPage,
    { forPersonId }: { readonly forPersonId?: string | null },
    context: OperationContext,
  ): Promise<PriceView | null> | PriceView | null {
    const cheapest = forPersonId ? null : this.cheapestForReader(service, context);
    if (!cheapest) return this.lowest(service.id, forPersonId ?? null, context).then((lowest) => lowest?.price ?? null);
    const known = this.reader.knownPrice(cheapest);
    return known === undefined ? this.reader.cheapestPrice(context, cheapest) : known;
  }

  @ResolveField('fromUnit')
  fromUnit(service: ServiceOfPage, _args: unknown, context: OperationContext): Promise<string | null> | string {
    return this.cheapestForReader(service, context)?.unit ?? this.unitOfLowest(service.id, context);
  }

  /** Whoever found the service at the reader's prices knows already which of its variants costs least. */
  private cheapestForReader({ cheapest }: ServiceOfPage, context: OperationContext): CheapestVariant | null {
    if (!cheapest) return null;
    return (cheapest.prices?.personId ?? null) === (this.reader.ownPayer(context)?.personId ?? null) ? cheapest : null;
  }

  private async unitOfLowest(serviceId: string, context: OperationContext): Promise<string | null> {
    const lowest = await this.lowest(serviceId, null, context);
    if (!lowest) return null;
    const variant = await context
      .loader<{ id: string; unit: string }>(VARIANT_UNIT, async (ids, { reads }) =>
        inOrderOf(ids, await this.rates.units(reads, ids), (row) => row.id),
      )
      .load(lowest.variantId);
    return variant?.unit ?? null;
  }

  private async lowest(
    serviceId: string,
    forPersonId: string | null,
    context: OperationContext,
  ): Promise<{ variantId: string; price: PriceView } | null> {
    const payer = await this.reader.payerFor(context, forPersonId);
    const variants = await context
      .loader<ServiceVariants>(VARIANTS_OF_SERVICE, async (ids, { reads }) =>
        inOrderOf(ids, await reads.query<ServiceVariants>(VARIANTS_OF, [ids]), (row) => row.service_id),
      )
      .load(serviceId);
    const prices = await Promise.all(
      (variants?.variant_ids ?? []).map(async (variantId) => ({
        variantId,
        price: await this.reader.price(context, payer, variantId),
      })),
    );
    const known = prices.flatMap(({ variantId, price }) => (price ? [{ variantId, price }] : []));
    return known.sort((left, right) => (left.price.unitPricePence < right.price.unitPricePence ? -1 : 1))[0] ?? null;
  }
}

@Resolver()
export class QuoteResolver {
  constructor(
    private readonly reader: PriceReader,
    private readonly rates: RatesRepository,
    private readonly cards: CardRepository,
  ) {}

  @Query('quote')
  quote(
    @Args('input') input: QuoteInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | Record<string, unknown>> {
    return orRefusal(async () => {
      const personId = input.personId ?? null;
      if (personId !== null) requireAccess(context.signedIn(), 'quote', { personId });
      const quantity = parseQuantity(input.quantity);
      if (!isId(input.variantId)) throw Refusal.notFound();
      if (Math.abs(daysBetween(this.reader.today(), input.onDate)) > FURTHEST_DAYS)
        throw Refusal.invalid('onDate', 'Choose a day within two years.');
      const payer = personId === null ? null : await this.reader.payerFor(context, personId);
      const [[price], [variant]] = await Promise.all([
        this.rates.pricesFor(context.reads, payer, [input.variantId], input.onDate),
        this.rates.units(context.reads, [input.variantId]),
      ]);
      if (!price) throw Refusal.notFound();
      return {
        __typename: 'Quote',
        price,
        quantity: input.quantity,
        linePence: linePence(quantity, price.unitPricePence, [price.multiplier]),
        steps: priceSteps(price, quantity, variant?.unit ?? ''),
      };
    });
  }

  @Query('dayQuotes')
  dayQuotes(
    @Args('input') input: DayQuotesInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | Record<string, unknown>> {
    return orRefusal(async () => {
      const personId = input.personId ?? null;
      if (personId !== null) requireAccess(context.signedIn(), 'dayQuotes', { personId });
      const quantity = parseQuantity(input.quantity);
      if (!isId(input.variantId)) throw Refusal.notFound();
      const days = [...new Set(input.days)];
      if (days.length === 0 || days.length > MOST_DAYS)
        throw Refusal.invalid('days', `Ask for 1 to ${MOST_DAYS} days at a time.`);
      if (days.some((day) => Math.abs(daysBetween(this.reader.today(), day)) > FURTHEST_DAYS))
        throw Refusal.invalid('days', 'Choose days within two years.');
      const payer = personId === null ? null : await this.reader.payerFor(context, personId);
      const rows = await this.rates.onDays(context.reads, payer, input.variantId, days);
      if (rows.length === 0) throw Refusal.notFound();
      return {
        __typename: 'DayQuotes',
        days: rows.map((row) => ({
          day: row.day,
          unitPricePence: row.unit_price_pence,
          linePence: linePence(quantity, row.unit_price_pence, [row.multiplier_ten_thousandths]),
          bankHoliday: row.bank_holiday,
          orderable: row.orderable,
        })),
      };
    });
  }

  @Query('rateCards')
  async rateCards(@Context() context: OperationContext): Promise<Record<string, unknown>[]> {
    const { actor } = context;
    if (!actor?.councilId || !mayDo(actor, 'rateCards', { councilId: actor.councilId })) return [];
    const cards = await this.cards.cards(context.reads, actor.councilId);
    return cards.map((card) => ({
      ...rateCardView(card, actor.personId, this.reader.today()),
      __typename: 'RateCardSummary',
    }));
  }
}

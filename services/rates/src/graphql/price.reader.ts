import { Inject, Injectable } from '@nestjs/common';
import { mayDo } from '@owncourse/identity/contract';
import type { CheapestVariant, KnownPrices } from '@owncourse/catalogue/contract';
import {
  CLOCK,
  type Clock,
  londonDate,
  MarkedCache,
  type OperationContext,
  type Queries,
} from '@owncourse/kernel/contract';
import type { PriceView } from '../contract/rates.port.js';
import { type PricePayer, RatesRepository } from '../persistence/rates.repository.js';

const FUNDING_COUNCIL = Symbol('Funding council by person');
const PRICES = Symbol('Prices by payer and variant');
const PUBLIC = 'public';
const PRICE_LOADERS = new Map<string, symbol>();

function loaderKey(key: string): symbol {
  const known = PRICE_LOADERS.get(key) ?? Symbol(`Price for ${key}`);
  PRICE_LOADERS.set(key, known);
  return known;
}

function knownKey(prices: KnownPrices | null): string {
  return prices === null ? PUBLIC : prices.route === null ? prices.councilId : `${prices.councilId} ${prices.route}`;
}

/** Decides whose prices a reader sees: the one place that turns a reader into a person and their council for the price rule. */
@Injectable()
export class PriceReader {
  /** By council and way of holding money; each has its own, so that nobody can be given another's. */
  private readonly known = new Map<string, MarkedCache<PriceView | null>>();

  constructor(
    private readonly rates: RatesRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  today(): string {
    return londonDate(this.clock.now());
  }

  /** Whose agreed prices apply; null for public prices. Anybody without a right to them gets public ones. */
  async payerFor(context: OperationContext, forPersonId: string | null): Promise<PricePayer | null> {
    const { actor } = context;
    if (!actor) return null;
    if (forPersonId === null || forPersonId === actor.personId) return this.ownPayer(context);
    if (!mayDo(actor, 'quote', { personId: forPersonId })) return null;
    const councilId = await context
      .loader<string>(FUNDING_COUNCIL, (ids, { reads }) =>
        Promise.all(ids.map((id) => this.rates.fundingCouncil(reads, id, this.today()))),
      )
      .load(forPersonId);
    return councilId === null ? null : { councilId, personId: forPersonId };
  }

  /** The same for the reader themselves. */
  ownPayer({ actor }: OperationContext): PricePayer | null {
    return actor?.fundingCouncilId ? { councilId: actor.fundingCouncilId, personId: actor.personId } : null;
  }

  /** A price that was read under this mark already; undefined: not yet. */
  knownPrice({ prices, variantId, asOf }: CheapestVariant): PriceView | null | undefined {
    return this.known.get(knownKey(prices))?.known(asOf, variantId);
  }

  /** One batch for all variants of an operation and council; what is known under the mark is not read again. */
  cheapestPrice(context: OperationContext, { prices, variantId, asOf }: CheapestVariant): Promise<PriceView | null> {
    const key = knownKey(prices);
    let known = this.known.get(key);
    if (!known) this.known.set(key, (known = new MarkedCache()));
    const cache = known;
    return context
      .loader<PriceView>(loaderKey(`${key}, known`), (ids, { reads }) =>
        cache.all(asOf, ids, (unknown) =>
          this.rates.prices(reads, prices?.councilId ?? null, unknown, this.today(), prices?.route ?? null),
        ),
      )
      .load(variantId);
  }

  /** One batch for all variants of an operation; one statement for each person. */
  price(context: OperationContext, payer: PricePayer | null, variantId: string): Promise<PriceView | null> {
    const asked = payer ? [variantId, payer.councilId, payer.personId] : [variantId];
    return context.loader<PriceView>(PRICES, (keys, { reads }) => this.pricesOfKeys(reads, keys)).load(asked.join(' '));
  }

  private async pricesOfKeys(reads: Queries, keys: readonly string[]): Promise<(PriceView | null)[]> {
    const byPayer = new Map<string, string[]>();
    for (const key of keys) {
      const payer = key.slice(key.split(' ', 1)[0]?.length);
      const ofPayer = byPayer.get(payer);
      if (ofPayer) ofPayer.push(key);
      else byPayer.set(payer, [key]);
    }
    const found = new Map<string, PriceView | null>();
    for (const ofPayer of byPayer.values()) {
      const asked = ofPayer.map((key) => key.split(' '));
      const [, councilId, personId] = asked[0] ?? [];
      const payer = councilId && personId ? { councilId, personId } : null;
      const ids = asked.map(([variantId = '']) => variantId);
      const prices = await this.rates.pricesFor(reads, payer, ids, this.today());
      ofPayer.forEach((key, place) => found.set(key, prices[place] ?? null));
    }
    return keys.map((key) => found.get(key) ?? null);
  }
}

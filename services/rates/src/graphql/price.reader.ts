import { Inject, Injectable } from '@nestjs/common';
import { mayDo } from '@owncourse/identity/contract';
import type { CheapestVariant } from '@owncourse/catalogue/contract';
import { CLOCK, type Clock, londonDate, MarkedCache, type OperationContext } from '@owncourse/kernel/contract';
import type { PriceView } from '../contract/rates.port.js';
import { RatesRepository } from '../persistence/rates.repository.js';

const FUNDING_COUNCIL = Symbol('Funding council by person');
const PUBLIC = 'public';
const PRICE_LOADERS = new Map<string, symbol>();

function loaderKey(key: string): symbol {
  const known = PRICE_LOADERS.get(key) ?? Symbol(`Price for ${key}`);
  PRICE_LOADERS.set(key, known);
  return known;
}

/** Decides whose prices a reader sees: the one place that turns a reader into a council for the price rule. */
@Injectable()
export class PriceReader {
  /** By council; each has its own, so that nobody can be given another's. */
  private readonly known = new Map<string, MarkedCache<PriceView | null>>();

  constructor(
    private readonly rates: RatesRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  today(): string {
    return londonDate(this.clock.now());
  }

  /** The council whose agreed prices apply; null for public prices. Anybody without a right to them gets public ones. */
  async councilFor(context: OperationContext, forPersonId: string | null): Promise<string | null> {
    const { actor } = context;
    if (!actor) return null;
    if (forPersonId === null || forPersonId === actor.personId) return actor.fundingCouncilId;
    if (!mayDo(actor, 'quote', { personId: forPersonId })) return null;
    return context
      .loader<string>(FUNDING_COUNCIL, (ids, { reads }) =>
        Promise.all(ids.map((id) => this.rates.fundingCouncil(reads, id, this.today()))),
      )
      .load(forPersonId);
  }

  /** The same for the reader themselves. */
  ownCouncil({ actor }: OperationContext): string | null {
    return actor?.fundingCouncilId ?? null;
  }

  /** A price that was read under this mark already; undefined: not yet. */
  knownPrice({ councilId, variantId, asOf }: CheapestVariant): PriceView | null | undefined {
    return this.known.get(councilId ?? PUBLIC)?.known(asOf, variantId);
  }

  /** One batch for all variants of an operation and council; what is known under the mark is not read again. */
  cheapestPrice(context: OperationContext, { councilId, variantId, asOf }: CheapestVariant): Promise<PriceView | null> {
    const key = councilId ?? PUBLIC;
    let known = this.known.get(key);
    if (!known) this.known.set(key, (known = new MarkedCache()));
    const cache = known;
    return context
      .loader<PriceView>(loaderKey(`${key}, known`), (ids, { reads }) =>
        cache.all(asOf, ids, (unknown) => this.rates.prices(reads, councilId, unknown, this.today())),
      )
      .load(variantId);
  }

  /** One batch for all variants of an operation and council. */
  price(context: OperationContext, councilId: string | null, variantId: string): Promise<PriceView | null> {
    return context
      .loader<PriceView>(loaderKey(councilId ?? PUBLIC), (ids, { reads }) =>
        this.rates.prices(reads, councilId, ids, this.today()),
      )
      .load(variantId);
  }
}

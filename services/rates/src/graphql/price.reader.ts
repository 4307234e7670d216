import { Inject, Injectable } from '@nestjs/common';
import { mayDo } from '@owncourse/identity/contract';
import { CLOCK, type Clock, londonDate, type OperationContext } from '@owncourse/kernel/contract';
import type { PriceView } from '../contract/rates.port.js';
import { RatesRepository } from '../persistence/rates.repository.js';

const FUNDING_COUNCIL = Symbol('Funding council by person');
const PRICE_LOADERS = new Map<string, symbol>();

function loaderKey(councilId: string | null): symbol {
  const key = councilId ?? 'public';
  const known = PRICE_LOADERS.get(key) ?? Symbol(`Price for ${key}`);
  PRICE_LOADERS.set(key, known);
  return known;
}

/** Decides whose prices a reader sees: the one place that turns a reader into a council for the price rule. */
@Injectable()
export class PriceReader {
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

  /** One batch for all variants of an operation and council. */
  price(context: OperationContext, councilId: string | null, variantId: string): Promise<PriceView | null> {
    return context
      .loader<PriceView>(loaderKey(councilId), (ids, { reads }) =>
        this.rates.prices(reads, councilId, ids, this.today()),
      )
      .load(variantId);
  }
}

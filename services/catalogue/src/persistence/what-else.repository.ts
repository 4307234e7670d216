import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { ReadersPrices } from '../contract/search.port.js';

/** What one unit costs; only what can be ordered at that price. */
export interface PricedRow {
  readonly variantId: string;
  readonly pence: Pence;
}

export interface PlaceCouncil {
  readonly id: string;
  readonly name: string;
  /** Whether it shows what it agreed to whoever asks what there is. */
  readonly showsPrices: boolean;
}

const OF_PERSON = statement(
  'catalogue.what-else-of-person',
  `select p.variant_id as "variantId", p.unit_price_pence as pence from rates.prices_for($1, $2, $3::uuid[], $4) p where p.orderable`,
);
/** A card for some ways of holding money alone is not for everybody: it holds for none here. */
const OF_COUNCIL = statement(
  'catalogue.what-else-of-council',
  `select p.variant_id as "variantId", p.unit_price_pence as pence from rates.prices($1, $2::uuid[], $3, '') p where p.orderable`,
);
const COUNCIL = statement(
  'catalogue.what-else-council',
  `select k.id, k.name, coalesce(identity.policy(k.id, 'whatElsePrices', $3) #>> '{}', 'PUBLIC') = 'COUNCIL' as "showsPrices"
   from identity.council_names(array(
     select w.council_id from catalogue.ward w
     where w.id = catalogue.ward_of_outcode($1) or ($1::text is null and w.council_key = $2) limit 1)) k`,
);

export const whatElseReads = {
  pricesOfPerson: (
    queries: Queries,
    { councilId, personId }: ReadersPrices,
    variantIds: readonly string[],
    onDate: string,
  ) => queries.query<PricedRow>(OF_PERSON, [councilId, personId, variantIds, onDate]),
  pricesOfCouncil: (queries: Queries, councilId: string, variantIds: readonly string[], onDate: string) =>
    queries.query<PricedRow>(OF_COUNCIL, [councilId, variantIds, onDate]),
  /** The council of a postcode district, or where none is given of a key. */
  async council(
    queries: Queries,
    outcode: string | null,
    councilKey: string | null,
    onDate: string,
  ): Promise<PlaceCouncil | null> {
    return (await queries.query<PlaceCouncil>(COUNCIL, [outcode, councilKey, onDate]))[0] ?? null;
  },
};

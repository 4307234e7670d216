import { Injectable } from '@nestjs/common';
import { NIL_ID, type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { PriceKindName, PriceView } from '../contract/rates.port.js';
import { reasonWords } from '../domain/price-reason.js';

interface PriceRow {
  readonly variant_id: string;
  readonly unit_price_pence: Pence;
  readonly public_unit_price_pence: Pence;
  readonly own_money_pence: Pence;
  readonly kind: PriceKindName;
  readonly orderable: boolean;
  readonly reasons: readonly string[];
  readonly rate_card_version: number | null;
  readonly multiplier_ten_thousandths: bigint;
  readonly bank_holiday: string | null;
}

/** Somebody a council funds, and that council. Others pay public prices. */
export interface PricePayer {
  readonly councilId: string;
  readonly personId: string;
}

export interface DayPriceRow {
  readonly day: string;
  readonly unit_price_pence: Pence;
  readonly multiplier_ten_thousandths: bigint;
  readonly bank_holiday: string | null;
  /** A budget pays for all of it. */
  readonly orderable: boolean;
}

const PRICES = statement(
  'rates.prices',
  'select *, (multiplier * 10000)::bigint as multiplier_ten_thousandths from rates.prices($1, $2::uuid[], $3, $4)',
);
const PRICES_FOR = statement(
  'rates.prices-for',
  'select *, (multiplier * 10000)::bigint as multiplier_ten_thousandths from rates.prices_for($1, $2, $3::uuid[], $4)',
);
const DAYS = statement(
  'rates.days',
  `select p.day, p.unit_price_pence, (p.multiplier * 10000)::bigint as multiplier_ten_thousandths, p.bank_holiday, p.orderable
   from rates.day_prices_for($1, $2, array[$3::uuid], $4::date[]) p order by p.day`,
);
const FUNDING_COUNCIL = statement('rates.funding-council', 'select identity.funding_council($1, $2) as council_id');
const SERVICE_VARIANTS = statement('rates.variant-units', 'select id, unit from catalogue.variants($1::uuid[])');

@Injectable()
export class RatesRepository {
  async prices(
    queries: Queries,
    councilId: string | null,
    variantIds: readonly string[],
    onDate: string,
    /** How the money is held; null leaves out what cards say of that. */
    route: string | null = null,
  ): Promise<(PriceView | null)[]> {
    return inOrder(await queries.query<PriceRow>(PRICES, [councilId ?? NIL_ID, variantIds, onDate, route]), variantIds);
  }

  /** Prices to one person, by the way that their money is held on the day. */
  async pricesFor(
    queries: Queries,
    payer: PricePayer | null,
    variantIds: readonly string[],
    onDate: string,
  ): Promise<(PriceView | null)[]> {
    return inOrder(
      await queries.query<PriceRow>(PRICES_FOR, [
        payer?.councilId ?? NIL_ID,
        payer?.personId ?? null,
        variantIds,
        onDate,
      ]),
      variantIds,
    );
  }

  /** One variant's price on each of several London days, oldest first; no row for an unknown variant. */
  onDays(
    queries: Queries,
    payer: PricePayer | null,
    variantId: string,
    days: readonly string[],
  ): Promise<DayPriceRow[]> {
    return queries.query<DayPriceRow>(DAYS, [payer?.councilId ?? NIL_ID, payer?.personId ?? null, variantId, days]);
  }

  async fundingCouncil(queries: Queries, personId: string, onDate: string): Promise<string | null> {
    return (
      (await queries.query<{ council_id: string | null }>(FUNDING_COUNCIL, [personId, onDate]))[0]?.council_id ?? null
    );
  }

  units(queries: Queries, variantIds: readonly string[]): Promise<{ id: string; unit: string }[]> {
    return queries.query<{ id: string; unit: string }>(SERVICE_VARIANTS, [variantIds]);
  }
}

function inOrder(rows: readonly PriceRow[], variantIds: readonly string[]): (PriceView | null)[] {
  const byId = new Map(rows.map((row) => [row.variant_id, row]));
  return variantIds.map((id) => {
    const row = byId.get(id);
    return row ? priceView(row) : null;
  });
}

function priceView(row: PriceRow): PriceView {
  return {
    unitPricePence: row.unit_price_pence,
    publicUnitPricePence: row.public_unit_price_pence,
    ownMoneyPence: row.own_money_pence,
    kind: row.kind,
    orderable: row.orderable,
    reasons: row.reasons.map((code) => ({
      code,
      words: reasonWords(code, { multiplier: row.multiplier_ten_thousandths, bankHoliday: row.bank_holiday }),
    })),
    rateCardVersion: row.rate_card_version,
    multiplier: row.multiplier_ten_thousandths,
    bankHoliday: row.bank_holiday,
  };
}

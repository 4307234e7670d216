import { declineWords } from '../domain/card-rules.js';
import { cardVatWords } from '../domain/card-vat.js';
import { partyOf } from '../domain/document-facts.js';
import { partyLines, vatNumberLines } from '../domain/party-lines.js';
import type { AccountRow, ChargeRow, KeptCardRow, SellerRow } from '../persistence/card.repository.js';

export type View = Readonly<Record<string, unknown>>;

/** Who is paid, one line each. */
export function sellerLines({ id, name, party }: SellerRow, isOutsideVat: boolean): string[] {
  const seller = partyOf(id, name, party, null);
  return partyLines(seller, vatNumberLines(seller, isOutsideVat));
}

export function chargeView(row: ChargeRow): View {
  return {
    __typename: 'CardCharge',
    id: row.id,
    orderId: row.order_id,
    provider: { id: row.provider_id },
    providerId: row.provider_id,
    onDate: row.for_on,
    owedPence: row.owed_pence,
    paidPence: row.paid_pence,
    backPence: row.back_pence,
    state: row.state,
    declinedBecause: row.state === 'DECLINED' ? declineWords(row.declined_code ?? '') : null,
    nextTryAt: row.state === 'DECLINED' ? row.next_try_at : null,
    paidAt: row.paid_at,
    disputed: row.is_disputed,
    description: row.description,
    vat: {
      category: row.vat_category,
      words: cardVatWords(
        { category: row.vat_category, status: row.vat_status, percent: row.vat_percent },
        row.vat_pence,
      ),
      pence: row.vat_pence,
      backPence: row.vat_back_pence,
    },
    isOutsideVat: row.vat_category === 'O',
  };
}

export const cardView = (row: KeptCardRow | null): View | null =>
  row && {
    brand: row.brand,
    lastFour: row.last_four,
    expiryMonth: row.expiry_month,
    expiryYear: row.expiry_year,
    keptAt: row.kept_at,
  };

export function accountState(row: AccountRow | null): string {
  if (!row?.account_id) return 'NONE';
  if (row.can_be_paid) return 'READY';
  return row.details_given && row.asked_count === 0 ? 'CHECKED' : 'BEGUN';
}

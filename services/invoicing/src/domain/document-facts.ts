import { parseQuantity } from '@owncourse/kernel/contract';
import type { DocumentLine, DocumentParty, ElectronicDocument, Endpoint } from './electronic-document.js';
import type { VatCategory } from './vat.js';

/** Legal details as they are kept; pence and decimals are text. */
export interface PartyFacts {
  readonly legalName: string;
  readonly addressLines: readonly string[];
  readonly town: string | null;
  readonly postcode: string | null;
  readonly vatNumber: string | null;
  readonly taxReference: string | null;
  readonly companyNumber: string | null;
  readonly endpointScheme: string | null;
  readonly endpointId: string | null;
  readonly buyerReference: string | null;
}

export interface LineFacts {
  readonly number: number;
  readonly deliveryId: string;
  readonly orderId: string;
  readonly onDate: string;
  readonly description: string;
  readonly unit: string;
  readonly quantity: string;
  readonly unitPricePence: string;
  readonly grossPence: string;
  readonly vatPence: string;
  readonly vatCategory: VatCategory;
  readonly vatPercent: string;
  readonly rateCardVersion: number | null;
}

/** One invoice or credit note as the database keeps it. */
export interface DocumentFacts {
  readonly kind: 'INVOICE' | 'CREDIT_NOTE';
  /** The payer made it in its own name, as it agreed with the provider. */
  readonly isSelfBilled: boolean;
  readonly number: string;
  readonly issuedOn: string;
  readonly dueOn: string | null;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly credits: { readonly number: string; readonly issuedOn: string } | null;
  readonly sellerId: string;
  readonly sellerName: string | null;
  readonly seller: PartyFacts | null;
  readonly buyerId: string;
  readonly buyerName: string | null;
  readonly buyer: PartyFacts | null;
  /** How the person who pays wants to be written to; none for others. */
  readonly buyerNeeds: readonly string[];
  readonly platform: PartyFacts | null;
  readonly lines: readonly LineFacts[];
}

function endpointOf(facts: PartyFacts | null): Endpoint | null {
  const { endpointScheme: scheme = null, endpointId: id = null } = facts ?? {};
  return scheme === null || id === null ? null : { scheme, id };
}

/** @param platform reached for whoever has no address of their own */
export function partyOf(
  id: string,
  name: string | null,
  facts: PartyFacts | null,
  platform: PartyFacts | null,
): DocumentParty {
  return {
    id,
    name: facts?.legalName ?? name ?? id,
    addressLines: facts?.addressLines ?? [],
    town: facts?.town ?? null,
    postcode: facts?.postcode ?? null,
    vatNumber: facts?.vatNumber ?? null,
    taxReference: facts?.taxReference ?? null,
    companyNumber: facts?.companyNumber ?? null,
    endpoint: endpointOf(facts) ?? endpointOf(platform),
  };
}

function lineOf(facts: LineFacts, credit: boolean): DocumentLine {
  const grossPence = BigInt(facts.grossPence);
  const line: DocumentLine = {
    number: facts.number,
    deliveryId: facts.deliveryId,
    orderId: facts.orderId,
    onDate: facts.onDate,
    description: facts.description,
    unit: facts.unit,
    quantity: parseQuantity(facts.quantity),
    unitPricePence: BigInt(facts.unitPricePence),
    grossPence,
    vatPence: BigInt(facts.vatPence),
    vatCategory: facts.vatCategory,
    vatPercent: hundredths(facts.vatPercent),
    rateCardVersion: facts.rateCardVersion,
  };
  // What is given back is a sum, not hours: one item of it.
  return credit
    ? {
        ...line,
        unit: 'ITEM',
        quantity: parseQuantity('1'),
        unitPricePence: grossPence,
      }
    : line;
}

/** "20.00" as hundredths of a percent. */
function hundredths(percent: string): bigint {
  const [whole = '0', fraction = ''] = percent.split('.');
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0').slice(0, 2) || '0');
}

/** A kept invoice or credit note as an electronic document. */
export function electronicDocument(facts: DocumentFacts): ElectronicDocument {
  return {
    kind: facts.kind,
    isSelfBilled: facts.isSelfBilled,
    number: facts.number,
    issuedOn: facts.issuedOn,
    dueOn: facts.dueOn,
    periodStart: facts.periodStart,
    periodEnd: facts.periodEnd,
    seller: partyOf(facts.sellerId, facts.sellerName, facts.seller, facts.platform),
    buyer: partyOf(facts.buyerId, facts.buyerName, facts.buyer, facts.platform),
    buyerReference: facts.buyer?.buyerReference ?? facts.buyerId,
    lines: facts.lines.map((line) => lineOf(line, facts.kind === 'CREDIT_NOTE')),
    allowances: [],
    credits: facts.credits,
  };
}

import { formatQuantity, type Pence, writePounds } from '@owncourse/kernel/contract';
import XMLBuilder from 'fast-xml-builder';
import {
  decimalText,
  type DocumentAllowance,
  type DocumentLine,
  type DocumentParty,
  documentTotals,
  type ElectronicDocument,
  netUnitPrice,
  type VatBreakdown,
} from '../domain/electronic-document.js';
import { SELF_BILLED_WORDS } from '../domain/self-billing.js';
import type { VatCategory } from '../domain/vat.js';
import { unitCode } from './ubl-units.js';

const CUSTOMIZATION = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0';
const PROFILE = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0';
/** Peppol BIS Self-Billing 3.0: a document that the buyer made, with types of its own (UNCL1001: 389 and 261). */
const SELF_BILLING_CUSTOMIZATION = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:selfbilling:3.0';
const SELF_BILLING_PROFILE = 'urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0';
const TYPES = { INVOICE: ['380', '389'], CREDIT_NOTE: ['381', '261'] } as const;
const NAMESPACE = 'urn:oasis:names:specification:ubl:schema:xsd:';
const CURRENCY = 'GBP';
/** UNCL1001: the object that a line is for. Here, the delivery. */
const INVOICED_OBJECT = '130';
/** UNCL5189: a discount. */
const DISCOUNT = '95';
/** Of a line whose own words hold nothing that can be written: each line needs a name (BR-25). */
const NO_DESCRIPTION = 'Support';

/** VATEX codes, and what they mean here (VAT Act 1994, Schedule 9, Group 7, item 9). */
const EXEMPTIONS: Partial<Record<VatCategory, { readonly code: string; readonly words: string }>> = {
  E: { code: 'VATEX-EU-132-1G', words: 'Exempt: VATA 1994 Schedule 9 Group 7 item 9, welfare services' },
  O: { code: 'VATEX-EU-O', words: 'Not subject to VAT' },
};

type Element = string | { readonly [name: string]: Element | readonly Element[] | undefined };

const builder = new XMLBuilder({
  format: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#',
  suppressEmptyNode: false,
  suppressBooleanAttributes: false,
});

/** Without the signs that XML 1.0 cannot hold, and without white space that means nothing; undefined where nothing is left (R008). */
function text(words: string | null | undefined): string | undefined {
  const kept = (words ?? '')
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return kept === '' ? undefined : kept;
}

function amount(pence: Pence): Element {
  return { '#': writePounds(pence), '@currencyID': CURRENCY };
}

const VAT_SCHEME = { 'cbc:ID': 'VAT' };

/** @param exemption whether the reason is named: once in the breakdown, not on lines */
function taxCategory(category: VatCategory, percent: bigint, exemption: boolean): Element {
  const reason = exemption ? EXEMPTIONS[category] : undefined;
  return {
    'cbc:ID': category,
    // Outside VAT there is no rate, not even nought (BR-O-05).
    'cbc:Percent': category === 'O' ? undefined : decimalText(percent, 2),
    'cbc:TaxExemptionReasonCode': reason?.code,
    'cbc:TaxExemptionReason': reason?.words,
    'cac:TaxScheme': VAT_SCHEME,
  };
}

function postalAddress({ addressLines, town, postcode }: DocumentParty): Element {
  const [street, second, third] = addressLines.map(text).filter((one) => one !== undefined);
  return {
    'cbc:StreetName': street,
    'cbc:AdditionalStreetName': second,
    'cbc:CityName': text(town),
    'cbc:PostalZone': text(postcode),
    'cac:AddressLine': third === undefined ? undefined : { 'cbc:Line': third },
    'cac:Country': { 'cbc:IdentificationCode': 'GB' },
  };
}

/** @param vat whether the document may name VAT numbers: one outside VAT must not (BR-O-02) */
function taxSchemes(party: DocumentParty, vat: boolean): Element | undefined {
  if (!vat) return undefined;
  if (party.vatNumber !== null) return { 'cbc:CompanyID': `GB${party.vatNumber}`, 'cac:TaxScheme': VAT_SCHEME };
  if (party.taxReference !== null) return { 'cbc:CompanyID': party.taxReference, 'cac:TaxScheme': { 'cbc:ID': 'TAX' } };
  return undefined;
}

function party(one: DocumentParty, vat: boolean): Element {
  if (!one.endpoint) throw new Error(`${one.name} has no electronic address.`);
  // Both names have to be there (BR-06, BR-07).
  const name = text(one.name) ?? one.id;
  return {
    'cac:Party': {
      'cbc:EndpointID': { '#': one.endpoint.id, '@schemeID': one.endpoint.scheme },
      'cac:PartyIdentification': { 'cbc:ID': one.id },
      'cac:PartyName': { 'cbc:Name': name },
      'cac:PostalAddress': postalAddress(one),
      'cac:PartyTaxScheme': taxSchemes(one, vat),
      'cac:PartyLegalEntity': {
        'cbc:RegistrationName': name,
        'cbc:CompanyID': text(one.companyNumber),
      },
    },
  };
}

function line(one: DocumentLine, document: ElectronicDocument): Element {
  const quantityName = document.kind === 'INVOICE' ? 'cbc:InvoicedQuantity' : 'cbc:CreditedQuantity';
  const properties = [
    { 'cbc:Name': 'Order', 'cbc:Value': one.orderId },
    ...(one.rateCardVersion === null
      ? []
      : [{ 'cbc:Name': 'Rate card version', 'cbc:Value': String(one.rateCardVersion) }]),
  ];
  return {
    'cbc:ID': String(one.number),
    [quantityName]: { '#': formatQuantity(one.quantity), '@unitCode': unitCode(one.unit) },
    'cbc:LineExtensionAmount': amount(one.grossPence - one.vatPence),
    'cac:InvoicePeriod': { 'cbc:StartDate': one.onDate, 'cbc:EndDate': one.onDate },
    'cac:DocumentReference': { 'cbc:ID': one.deliveryId, 'cbc:DocumentTypeCode': INVOICED_OBJECT },
    'cac:Item': {
      'cbc:Name': text(one.description) ?? NO_DESCRIPTION,
      'cac:ClassifiedTaxCategory': taxCategory(one.vatCategory, one.vatPercent, false),
      'cac:AdditionalItemProperty': properties,
    },
    'cac:Price': { 'cbc:PriceAmount': { '#': netUnitPrice(one), '@currencyID': CURRENCY } },
  };
}

function allowance(one: DocumentAllowance): Element {
  return {
    'cbc:ChargeIndicator': 'false',
    'cbc:AllowanceChargeReasonCode': DISCOUNT,
    'cbc:AllowanceChargeReason': text(one.reason),
    'cbc:Amount': amount(one.grossPence - one.vatPence),
    'cac:TaxCategory': taxCategory(one.vatCategory, one.vatPercent, false),
  };
}

function subtotal(one: VatBreakdown): Element {
  return {
    'cbc:TaxableAmount': amount(one.taxablePence),
    'cbc:TaxAmount': amount(one.taxPence),
    'cac:TaxCategory': taxCategory(one.category, one.percent, true),
  };
}

/**
 * The document as UBL 2.1 in the order that its schema asks for (Peppol BIS Billing 3.0, invoice 380 and credit note 381;
 * Self-Billing 3.0, 389 and 261, where the buyer made it).
 * Ask `documentProblems` first: a party without an electronic address throws.
 */
export function ublDocument(document: ElectronicDocument): string {
  const totals = documentTotals(document);
  const invoice = document.kind === 'INVOICE';
  const vat = !document.lines.some((one) => one.vatCategory === 'O');
  const root = invoice ? 'Invoice' : 'CreditNote';
  const body: Element = {
    '@xmlns': `${NAMESPACE}${root}-2`,
    '@xmlns:cac': `${NAMESPACE}CommonAggregateComponents-2`,
    '@xmlns:cbc': `${NAMESPACE}CommonBasicComponents-2`,
    'cbc:CustomizationID': document.isSelfBilled ? SELF_BILLING_CUSTOMIZATION : CUSTOMIZATION,
    'cbc:ProfileID': document.isSelfBilled ? SELF_BILLING_PROFILE : PROFILE,
    'cbc:ID': document.number,
    'cbc:IssueDate': document.issuedOn,
    'cbc:DueDate': invoice ? (document.dueOn ?? undefined) : undefined,
    [`cbc:${root}TypeCode`]: TYPES[document.kind][document.isSelfBilled ? 1 : 0],
    'cbc:Note': document.isSelfBilled ? SELF_BILLED_WORDS : undefined,
    'cbc:DocumentCurrencyCode': CURRENCY,
    'cbc:BuyerReference': text(document.buyerReference) ?? document.buyer.id,
    'cac:InvoicePeriod': { 'cbc:StartDate': document.periodStart, 'cbc:EndDate': document.periodEnd },
    'cac:BillingReference': document.credits
      ? {
          'cac:InvoiceDocumentReference': {
            'cbc:ID': document.credits.number,
            'cbc:IssueDate': document.credits.issuedOn,
          },
        }
      : undefined,
    'cac:AccountingSupplierParty': party(document.seller, vat),
    'cac:AccountingCustomerParty': party(document.buyer, vat),
    'cac:PaymentTerms': invoice
      ? undefined
      : { 'cbc:Note': 'Taken off the next payments to the provider, or paid back by it.' },
    'cac:AllowanceCharge': document.allowances.map(allowance),
    'cac:TaxTotal': { 'cbc:TaxAmount': amount(totals.taxPence), 'cac:TaxSubtotal': totals.breakdown.map(subtotal) },
    'cac:LegalMonetaryTotal': {
      'cbc:LineExtensionAmount': amount(totals.linesPence),
      'cbc:TaxExclusiveAmount': amount(totals.withoutTaxPence),
      'cbc:TaxInclusiveAmount': amount(totals.withTaxPence),
      'cbc:AllowanceTotalAmount': document.allowances.length === 0 ? undefined : amount(totals.allowancesPence),
      'cbc:PayableRoundingAmount': totals.roundingPence === 0n ? undefined : amount(totals.roundingPence),
      'cbc:PayableAmount': amount(totals.payablePence),
    },
    [`cac:${root}Line`]: document.lines.map((one) => line(one, document)),
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [root]: body })}`;
}

import { parseQuantity } from '@owncourse/kernel/contract';
import type {
  IncomingAllowance,
  IncomingInvoice,
  IncomingLine,
  IncomingParty,
  IncomingPeriod,
  IncomingVat,
} from '../domain/incoming-invoice.js';
import { PRICE_PLACES } from '../domain/incoming-invoice.js';
import {
  childOf,
  dayOf,
  decimalOf,
  isNode,
  listOf,
  needed,
  penceOf,
  penceOr0,
  readXml,
  textOf,
  unreadable,
  UnreadableFile,
  type XmlNode,
} from './safe-xml.js';

const MOST_LINES = 2000;
/** What differs between the two documents in the names of their elements. */
const DOCUMENTS = {
  INVOICE: {
    root: 'Invoice',
    namespace: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2',
    typeCode: 'InvoiceTypeCode',
    line: 'InvoiceLine',
    quantity: 'InvoicedQuantity',
  },
  CREDIT_NOTE: {
    root: 'CreditNote',
    namespace: 'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2',
    typeCode: 'CreditNoteTypeCode',
    line: 'CreditNoteLine',
    quantity: 'CreditedQuantity',
  },
} as const;
type Kind = keyof typeof DOCUMENTS;

/** Elements that may come several times; everything else is one. */
const MANY: ReadonlySet<string> = new Set([
  'InvoiceLine',
  'CreditNoteLine',
  'BillingReference',
  'TaxTotal',
  'TaxSubtotal',
  'AllowanceCharge',
  'PartyIdentification',
  'PartyTaxScheme',
  'DocumentReference',
  'AdditionalItemProperty',
]);

/**
 * An invoice or a credit note of UBL 2.1 as it says itself. No document type, no entity, nothing from elsewhere; bounded in size, depth and elements.
 * @throws UnreadableFile
 */
export function readUbl(bytes: Uint8Array): IncomingInvoice {
  const { kind, root } = rootOf(bytes);
  const names = DOCUMENTS[kind];
  const total = childOf(root, 'LegalMonetaryTotal');
  const lines = listOf(root, names.line);
  if (lines.length > MOST_LINES)
    throw new UnreadableFile(`It has more than ${MOST_LINES} lines. Send several invoices.`);
  const orderReference = textOf(childOf(root, 'OrderReference'), 'ID');
  const taxTotals = listOf(root, 'TaxTotal');
  const withSums = taxTotals.filter((one) => listOf(one, 'TaxSubtotal').length > 0);
  // Another total without sums may stand beside it, in the currency of the tax.
  const taxTotal = withSums[0] ?? taxTotals[0] ?? {};
  const number = needed(root, 'ID', 'number');
  if (number.length > 80) throw new UnreadableFile('Its number is longer than 80 letters.');
  const referred = listOf(root, 'BillingReference').map((one) =>
    textOf(childOf(one, 'InvoiceDocumentReference'), 'ID'),
  );
  if (kind === 'CREDIT_NOTE' && (referred.length !== 1 || referred[0] === null))
    unreadable('A credit note has to name the one invoice that it is about (BillingReference).');
  return {
    kind,
    number,
    refersTo: kind === 'CREDIT_NOTE' ? (referred[0] ?? null) : null,
    typeCode: textOf(root, names.typeCode) ?? '',
    currency: textOf(root, 'DocumentCurrencyCode') ?? '',
    sumCurrencies: [...new Set(currenciesIn({ ...root, TaxTotal: withSums }))],
    period: periodOf(childOf(root, 'InvoicePeriod')),
    issuedOn: dayOf(root, 'IssueDate') ?? unreadable('It has no day (IssueDate).'),
    dueOn: dayOf(root, 'DueDate'),
    seller: partyOf(root, 'AccountingSupplierParty'),
    buyer: partyOf(root, 'AccountingCustomerParty'),
    lines: lines.map((line) => lineOf(line, orderReference, names.quantity)),
    allowances: listOf(root, 'AllowanceCharge').map(allowanceOf),
    allowancePence: penceOr0(total, 'AllowanceTotalAmount'),
    chargePence: penceOr0(total, 'ChargeTotalAmount'),
    vat: listOf(taxTotal, 'TaxSubtotal').map(vatOf),
    vatTotals: withSums.length,
    linesPence: penceOf(total, 'LineExtensionAmount'),
    withoutTaxPence: penceOf(total, 'TaxExclusiveAmount'),
    taxPence: penceOf(taxTotal, 'TaxAmount'),
    withTaxPence: penceOf(total, 'TaxInclusiveAmount'),
    roundingPence: penceOr0(total, 'PayableRoundingAmount'),
    prepaidPence: penceOr0(total, 'PrepaidAmount'),
    payablePence: penceOf(total, 'PayableAmount'),
  };
}

const LIMITS = { bytes: 2 * 1024 * 1024, instead: 'Send several invoices.', many: MANY };

function rootOf(bytes: Uint8Array): { readonly kind: Kind; readonly root: XmlNode } {
  const { tree, namespaces } = readXml(bytes, LIMITS);
  for (const kind of Object.keys(DOCUMENTS) as Kind[]) {
    const root = tree[DOCUMENTS[kind].root];
    if (isNode(root) && namespaces.includes(DOCUMENTS[kind].namespace)) return { kind, root };
  }
  return unreadable('This is no UBL 2.1 invoice or credit note. Save it as one (Peppol BIS Billing 3.0).');
}

function allowanceOf(node: XmlNode): IncomingAllowance {
  const indicator = textOf(node, 'ChargeIndicator');
  if (indicator !== 'true' && indicator !== 'false')
    unreadable('A sum that is taken off or put on does not say which of both (ChargeIndicator).');
  const category = childOf(node, 'TaxCategory');
  // Millionths of the base: a percentage has four places at the most.
  const millionths = decimalOf(node, 'MultiplierFactorNumeric', 4);
  return {
    isCharge: indicator === 'true',
    pence: penceOf(node, 'Amount'),
    reason: textOf(node, 'AllowanceChargeReason') ?? textOf(node, 'AllowanceChargeReasonCode'),
    vatCategory: textOf(category, 'ID'),
    vatPercent: percentOf(category),
    percentage: millionths === null ? null : { basePence: penceOf(node, 'BaseAmount'), millionths },
  };
}

function periodOf(period: XmlNode): IncomingPeriod {
  return { from: dayOf(period, 'StartDate'), to: dayOf(period, 'EndDate') };
}

/** Of all sums in a part of the document. */
function currenciesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(currenciesIn);
  if (!isNode(value)) return [];
  return Object.entries(value).flatMap(([name, inside]) =>
    name === '@currencyID' && typeof inside === 'string' ? [inside.trim()] : currenciesIn(inside),
  );
}

function percentOf(node: XmlNode): bigint {
  const text = textOf(node, 'Percent') ?? '0';
  const [, whole = '', fraction = ''] = /^(\d{1,3})(?:\.(\d{1,2})0*)?$/.exec(text) ?? [];
  if (whole === '') unreadable(`“${text.slice(0, 30)}” is no rate of VAT (Percent).`);
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
}

function partyOf(root: XmlNode, name: string): IncomingParty {
  const party = childOf(childOf(root, name), 'Party');
  const legal = childOf(party, 'PartyLegalEntity');
  const schemes = listOf(party, 'PartyTaxScheme');
  const vat = schemes.find((one) => textOf(childOf(one, 'TaxScheme'), 'ID') === 'VAT');
  const ids = [textOf(party, 'EndpointID'), ...listOf(party, 'PartyIdentification').map((one) => textOf(one, 'ID'))];
  return {
    name: textOf(legal, 'RegistrationName') ?? textOf(childOf(party, 'PartyName'), 'Name') ?? '',
    vatNumber: (vat && textOf(vat, 'CompanyID')?.replace(/^GB|\s/gi, '')) ?? null,
    hasTaxNumber: schemes.some((one) => textOf(one, 'CompanyID') !== null),
    companyNumber: textOf(legal, 'CompanyID'),
    ids: ids.flatMap((id) => (id === null ? [] : [id.toLowerCase()])),
  };
}

function vatOf(node: XmlNode): IncomingVat {
  const category = childOf(node, 'TaxCategory');
  return {
    category: needed(category, 'ID', 'VAT category'),
    percent: percentOf(category),
    taxablePence: penceOf(node, 'TaxableAmount'),
    taxPence: penceOf(node, 'TaxAmount'),
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function lineOf(node: XmlNode, orderReference: string | null, quantityName: string): IncomingLine {
  const item = childOf(node, 'Item');
  const period = periodOf(childOf(node, 'InvoicePeriod'));
  const vat = childOf(item, 'ClassifiedTaxCategory');
  const price = childOf(node, 'Price');
  const base = decimalOf(price, 'BaseQuantity', 4) ?? 10_000n;
  const property = (name: string): string | null =>
    listOf(item, 'AdditionalItemProperty')
      .filter((one) => textOf(one, 'Name')?.toLowerCase() === name)
      .map((one) => textOf(one, 'Value'))[0] ?? null;
  const visit = listOf(node, 'DocumentReference')
    .map((one) => textOf(one, 'ID'))
    .find((id) => id !== null && UUID.test(id));
  const quantity = needed(node, quantityName, 'quantity');
  if (!/^\d{1,9}(\.\d{1,4}0*)?$/.test(quantity))
    unreadable(`“${quantity.slice(0, 30)}” is no quantity (${quantityName}).`);
  return {
    line: needed(node, 'ID', 'line number'),
    description: textOf(item, 'Name') ?? '',
    netPence: penceOf(node, 'LineExtensionAmount'),
    quantity: parseQuantity(quantity.replace(/(\.\d{4})0+$/, '$1')),
    onDate: period.from ?? period.to,
    period,
    visitId: visit ?? null,
    orderReference:
      property('order') ??
      textOf(childOf(childOf(node, 'OrderLineReference'), 'OrderReference'), 'ID') ??
      orderReference,
    vatCategory: needed(vat, 'ID', 'VAT category'),
    vatPercent: percentOf(vat),
    price: decimalOf(price, 'PriceAmount', PRICE_PLACES) ?? unreadable('A line has no price (PriceAmount).'),
    baseQuantity: base === 0n ? unreadable('A price is for no quantity (BaseQuantity).') : base,
    allowances: listOf(node, 'AllowanceCharge').map(allowanceOf),
  };
}

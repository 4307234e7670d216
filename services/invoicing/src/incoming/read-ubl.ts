import { isDay, isReadable, type Pence, parseQuantity } from '@owncourse/kernel/contract';
import { XMLParser } from 'fast-xml-parser';
import { SyntaxValidator } from 'fast-xml-validator';
import type { IncomingInvoice, IncomingLine, IncomingParty, IncomingVat } from '../domain/incoming-invoice.js';

/** The file's fault, in words for who sent it. */
export class UnreadableInvoice extends Error {}

export const LARGEST_INVOICE_BYTES = 2 * 1024 * 1024;
const DEEPEST = 30;
const MOST_ELEMENTS = 60_000;
const MOST_LINES = 2000;
const LONGEST_TEXT = 1000;
const NAMESPACE = 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2';
const CREDIT_NOTE = 'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2';

/** Elements that may come several times; everything else is one. */
const MANY: ReadonlySet<string> = new Set([
  'InvoiceLine',
  'TaxTotal',
  'TaxSubtotal',
  'AllowanceCharge',
  'PartyIdentification',
  'PartyTaxScheme',
  'DocumentReference',
  'AdditionalItemProperty',
]);

type Node = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  trimValues: true,
  // Only the five of XML itself: a document type, where others could be made, is refused before.
  processEntities: true,
  htmlEntities: false,
  isArray: (name) => MANY.has(name),
});

/**
 * An invoice of UBL 2.1 as it says itself. No document type, no entity, nothing from elsewhere; bounded in size, depth and elements.
 * @throws UnreadableInvoice
 */
export function readUbl(bytes: Uint8Array): IncomingInvoice {
  const root = rootOf(decoded(bytes));
  const total = childOf(root, 'LegalMonetaryTotal');
  const lines = listOf(root, 'InvoiceLine');
  if (lines.length > MOST_LINES)
    throw new UnreadableInvoice(`It has more than ${MOST_LINES} lines. Send several invoices.`);
  const orderReference = textOf(childOf(root, 'OrderReference'), 'ID');
  const allowances = listOf(root, 'AllowanceCharge');
  const sumOf = (charge: boolean): Pence =>
    allowances
      .filter((one) => (textOf(one, 'ChargeIndicator') === 'true') === charge)
      .reduce((sum, one) => sum + penceOf(one, 'Amount'), 0n);
  const [taxTotal = {}] = listOf(root, 'TaxTotal');
  const number = needed(root, 'ID', 'number');
  if (number.length > 80) throw new UnreadableInvoice('Its number is longer than 80 letters.');
  return {
    number,
    typeCode: textOf(root, 'InvoiceTypeCode') ?? '',
    currency: textOf(root, 'DocumentCurrencyCode') ?? '',
    issuedOn: dayOf(root, 'IssueDate') ?? unreadable('It has no day (IssueDate).'),
    dueOn: dayOf(root, 'DueDate'),
    seller: partyOf(root, 'AccountingSupplierParty'),
    buyer: partyOf(root, 'AccountingCustomerParty'),
    lines: lines.map((line) => lineOf(line, orderReference)),
    allowancePence: sumOf(false),
    chargePence: sumOf(true),
    vat: listOf(taxTotal, 'TaxSubtotal').map(vatOf),
    linesPence: penceOf(total, 'LineExtensionAmount'),
    withoutTaxPence: penceOf(total, 'TaxExclusiveAmount'),
    taxPence: penceOf(taxTotal, 'TaxAmount'),
    withTaxPence: penceOf(total, 'TaxInclusiveAmount'),
    roundingPence: penceOr0(total, 'PayableRoundingAmount'),
    prepaidPence: penceOr0(total, 'PrepaidAmount'),
    payablePence: penceOf(total, 'PayableAmount'),
  };
}

function unreadable(words: string): never {
  throw new UnreadableInvoice(words);
}

function decoded(bytes: Uint8Array): string {
  if (bytes.length === 0) unreadable('That file is empty. Choose another.');
  if (bytes.length > LARGEST_INVOICE_BYTES) unreadable('That file is more than 2 MB. Send several invoices.');
  let xml: string;
  try {
    xml = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return unreadable('That file is not UTF-8. Save it as UBL 2.1 in UTF-8.');
  }
  if (/<!DOCTYPE|<!ENTITY/i.test(xml))
    unreadable('That file has a document type (DOCTYPE). An invoice must have none: save it again without.');
  bound(xml);
  if (!isWhole(xml)) unreadable('That file is not whole XML. Save it again.');
  return xml;
}

/** The validator throws where something is wrong. */
function isWhole(xml: string): boolean {
  try {
    SyntaxValidator.validate(xml);
    return true;
  } catch {
    return false;
  }
}

/** Depth and number of elements, before anything is built of them. */
function bound(xml: string): void {
  let [depth, elements] = [0, 0];
  for (const [, closing, empty] of xml.matchAll(/<(\/?)[A-Za-z_][^<>]*?(\/?)>/g)) {
    if (closing === '/') {
      depth -= 1;
      continue;
    }
    elements += 1;
    if (empty !== '/') depth += 1;
    if (depth > DEEPEST || elements > MOST_ELEMENTS)
      unreadable('That file is no invoice that we can read: it is too deep or too long.');
  }
}

function rootOf(xml: string): Node {
  let tree: unknown;
  try {
    tree = parser.parse(xml);
  } catch {
    return unreadable('That file could not be read as XML. Save it again.');
  }
  if (xml.includes(`"${CREDIT_NOTE}"`) || xml.includes(`'${CREDIT_NOTE}'`))
    unreadable('This is a credit note. Credit notes make themselves here when a visit is settled for less.');
  const root = isNode(tree) ? tree['Invoice'] : undefined;
  if (!isNode(root) || !(xml.includes(`"${NAMESPACE}"`) || xml.includes(`'${NAMESPACE}'`)))
    return unreadable('This is no UBL 2.1 invoice. Save it as one (Peppol BIS Billing 3.0).');
  return root;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function childOf(node: Node, name: string): Node {
  const child = node[name];
  return isNode(child) ? child : {};
}

function listOf(node: Node, name: string): Node[] {
  const list = node[name];
  return Array.isArray(list) ? list.filter(isNode) : [];
}

/** Of an element with or without attributes; null where it is not there or empty. */
function textOf(node: Node, name: string): string | null {
  const value = node[name];
  const text = isNode(value) ? value['#text'] : value;
  if (typeof text !== 'string') return null;
  // Numbered signs are left as they are by the reader.
  const words = text.replace(/&#(x[0-9a-f]{1,6}|\d{1,7});/gi, (whole, code: string) => signOf(code) ?? whole).trim();
  if (words === '') return null;
  if (words.length > LONGEST_TEXT || !isReadable(words))
    unreadable(`A text of it is too long or has signs that cannot be read (${name}).`);
  return words;
}

function signOf(code: string): string | null {
  const point = /^x/i.test(code) ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 10);
  return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : null;
}

function needed(node: Node, name: string, words: string): string {
  return textOf(node, name) ?? unreadable(`It has no ${words} (${name}).`);
}

function dayOf(node: Node, name: string): string | null {
  const text = textOf(node, name);
  if (text === null) return null;
  return isDay(text) ? text : unreadable(`“${text.slice(0, 30)}” is no day (${name}). Write it as 2026-03-09.`);
}

/** Decimals of pounds as whole pence. */
function penceText(text: string, name: string): Pence {
  const [, minus = '', whole = '', fraction = ''] = /^(-?)(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(text) ?? [];
  if (whole === '') unreadable(`“${text.slice(0, 30)}” is no sum in pounds and pence (${name}).`);
  const pence = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
  return minus === '-' ? -pence : pence;
}

function penceOf(node: Node, name: string): Pence {
  return penceText(needed(node, name, 'sum'), name);
}

function penceOr0(node: Node, name: string): Pence {
  const text = textOf(node, name);
  return text === null ? 0n : penceText(text, name);
}

function percentOf(node: Node): bigint {
  const text = textOf(node, 'Percent') ?? '0';
  const [, whole = '', fraction = ''] = /^(\d{1,3})(?:\.(\d{1,2})0*)?$/.exec(text) ?? [];
  if (whole === '') unreadable(`“${text.slice(0, 30)}” is no rate of VAT (Percent).`);
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
}

function partyOf(root: Node, name: string): IncomingParty {
  const party = childOf(childOf(root, name), 'Party');
  const legal = childOf(party, 'PartyLegalEntity');
  const vat = listOf(party, 'PartyTaxScheme').find((one) => textOf(childOf(one, 'TaxScheme'), 'ID') === 'VAT');
  const ids = [textOf(party, 'EndpointID'), ...listOf(party, 'PartyIdentification').map((one) => textOf(one, 'ID'))];
  return {
    name: textOf(legal, 'RegistrationName') ?? textOf(childOf(party, 'PartyName'), 'Name') ?? '',
    vatNumber: (vat && textOf(vat, 'CompanyID')?.replace(/^GB|\s/gi, '')) ?? null,
    companyNumber: textOf(legal, 'CompanyID'),
    ids: ids.flatMap((id) => (id === null ? [] : [id.toLowerCase()])),
  };
}

function vatOf(node: Node): IncomingVat {
  const category = childOf(node, 'TaxCategory');
  return {
    category: needed(category, 'ID', 'VAT category'),
    percent: percentOf(category),
    taxablePence: penceOf(node, 'TaxableAmount'),
    taxPence: penceOf(node, 'TaxAmount'),
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function lineOf(node: Node, orderReference: string | null): IncomingLine {
  const item = childOf(node, 'Item');
  const period = childOf(node, 'InvoicePeriod');
  const vat = childOf(item, 'ClassifiedTaxCategory');
  const property = (name: string): string | null =>
    listOf(item, 'AdditionalItemProperty')
      .filter((one) => textOf(one, 'Name')?.toLowerCase() === name)
      .map((one) => textOf(one, 'Value'))[0] ?? null;
  const visit = listOf(node, 'DocumentReference')
    .map((one) => textOf(one, 'ID'))
    .find((id) => id !== null && UUID.test(id));
  const quantity = needed(node, 'InvoicedQuantity', 'quantity');
  if (!/^\d{1,9}(\.\d{1,4}0*)?$/.test(quantity))
    unreadable(`“${quantity.slice(0, 30)}” is no quantity (InvoicedQuantity).`);
  return {
    line: needed(node, 'ID', 'line number'),
    description: textOf(item, 'Name') ?? '',
    netPence: penceOf(node, 'LineExtensionAmount'),
    quantity: parseQuantity(quantity.replace(/(\.\d{4})0+$/, '$1')),
    onDate: dayOf(period, 'StartDate') ?? dayOf(period, 'EndDate'),
    visitId: visit ?? null,
    orderReference:
      property('order') ??
      textOf(childOf(childOf(node, 'OrderLineReference'), 'OrderReference'), 'ID') ??
      orderReference,
    vatCategory: needed(vat, 'ID', 'VAT category'),
    vatPercent: percentOf(vat),
  };
}

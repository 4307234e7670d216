import type { Difference } from './difference.js';
import type { PartyFacts } from './document-facts.js';
import type { IncomingParty } from './incoming-invoice.js';

export const NOT_OWN: Difference = {
  code: 'NOT_OWN_INVOICES',
  line: null,
  detail: 'Your invoices to this council make themselves here. Say first that you send your own, then send it again.',
};

/** A credit note about nothing that is known here. */
export function noInvoice(number: string): Difference {
  const detail = `We know no invoice ${number.slice(0, 100)} of yours to this council. Name its number, yours or ours.`;
  return { code: 'NO_INVOICE', line: null, detail };
}

/** The sender is who it says: by our id of it, its VAT number, its company number or its electronic address. */
export function sellerDifferences(said: IncomingParty, known: PartyFacts | null, providerId: string): Difference[] {
  const ids = new Set(said.ids);
  const isIt =
    ids.has(providerId.toLowerCase()) ||
    (known !== null &&
      ((known.vatNumber !== null && known.vatNumber === said.vatNumber) ||
        (known.companyNumber !== null && known.companyNumber === said.companyNumber?.toUpperCase()) ||
        (known.endpointId !== null && ids.has(known.endpointId.toLowerCase()))));
  if (isIt) return [];
  const detail =
    known === null
      ? 'We cannot tell that it is from you. Enter your legal details first, under “Your name on invoices”.'
      : 'The seller on it is not you: its VAT number, company number and electronic address are none of yours.';
  return [{ code: 'SELLER', line: null, detail }];
}

export function buyerDifferences(said: IncomingParty, names: readonly string[], councilId: string): Difference[] {
  const isIt =
    said.ids.includes(councilId.toLowerCase()) ||
    names.some((name) => name.trim().toLowerCase() === said.name.trim().toLowerCase());
  return isIt
    ? []
    : [{ code: 'BUYER', line: null, detail: `It is made out to “${said.name.slice(0, 100)}”, not to this council.` }];
}

/** The first of the month, a year before a London day. */
export function yearBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - 1}${day.slice(4, 8)}01`;
}

/** The first of the month before a London day. */
export function monthBefore(day: string): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return month === 1 ? `${year - 1}-12-01` : `${year}-${String(month - 1).padStart(2, '0')}-01`;
}

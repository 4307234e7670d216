import { type FieldProblem, isReadable, wholePostcode } from '@owncourse/kernel/contract';
import { stdnum } from 'stdnum';
import type { BillingPartyInput } from '../contract/invoicing.port.js';

const MOST_LINES = 3;
const LONGEST = 100;

/** A Global Location Number: 13 digits, the last from the others (GS1: 1 and 3 in turn, to the next ten). */
function isLocationNumber(id: string): boolean {
  if (!/^\d{13}$/.test(id)) return false;
  const sum = Array.from(id).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

function isEndpoint({ scheme, id }: NonNullable<BillingPartyInput['endpoint']>): boolean {
  switch (scheme) {
    case '0088':
      return isLocationNumber(id);
    case '0060':
      return /^\d{9}$/.test(id);
    case '9932':
      return id.startsWith('GB') && isVatNumber(id.slice(2));
  }
}

function isVatNumber(digits: string): boolean {
  return /^\d+$/.test(digits) && stdnum.GB?.vat?.validate(digits).isValid === true;
}

function isText(words: string): boolean {
  return words.trim() !== '' && words.length <= LONGEST && isReadable(words);
}

type Rule = readonly [field: string, right: boolean, message: string];

/** What is wrong with the details, field by field; nothing where they may stand on an invoice. */
export function billingPartyProblems(party: BillingPartyInput, at: string): FieldProblem[] {
  const absentOr = <T>(given: T | null | undefined, right: (given: T) => boolean): boolean =>
    given === null || given === undefined || right(given);
  const rules: readonly Rule[] = [
    ['legalName', isText(party.legalName), 'Give the legal name, in at most 100 letters.'],
    [
      'addressLines',
      absentOr(party.addressLines, (lines) => lines.length <= MOST_LINES && lines.every(isText)),
      'Give at most three lines of at most 100 letters.',
    ],
    ['town', absentOr(party.town, isText), 'Give the town in at most 100 letters.'],
    [
      'postcode',
      absentOr(party.postcode, (one) => wholePostcode(one) !== null),
      'Give a whole postcode, like MB1 2AB.',
    ],
    ['vatNumber', absentOr(party.vatNumber, isVatNumber), 'This is not a UK VAT number. Check its digits.'],
    [
      'taxReference',
      absentOr(party.taxReference, (one) => stdnum.GB?.utr?.validate(one).isValid === true),
      'This is not a Unique Taxpayer Reference. Check its 10 digits.',
    ],
    [
      'companyNumber',
      absentOr(party.companyNumber, (one) => /^[A-Z0-9]{8}$/.test(one)),
      'A company number has 8 letters and digits.',
    ],
    ['endpoint', absentOr(party.endpoint, isEndpoint), 'The electronic address is wrong. Check its digits.'],
    ['buyerReference', absentOr(party.buyerReference, isText), 'Give the reference in at most 100 letters.'],
  ];
  return rules.filter(([, right]) => !right).map(([field, , message]) => ({ field: `${at}.${field}`, message }));
}

import type { DocumentParty } from './electronic-document.js';

/** Who a paper is from or to, one line each. */
export function partyLines(
  { name, addressLines, town, postcode, companyNumber }: DocumentParty,
  more: readonly string[],
): string[] {
  const place = [town, postcode].filter((one) => one !== null).join(' ');
  return [
    name,
    ...addressLines,
    ...(place === '' ? [] : [place]),
    ...(companyNumber === null ? [] : [`Company number ${companyNumber}`]),
    ...more,
  ];
}

/** A seller that sells within VAT says its number; outside VAT none may stand there. */
export const vatNumberLines = ({ vatNumber }: DocumentParty, isOutsideVat: boolean): string[] =>
  isOutsideVat || vatNumber === null ? [] : [`VAT number GB ${vatNumber}`];

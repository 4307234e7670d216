import type { ElectronicDocument } from './electronic-document.js';

/** Why a document cannot be sent over the network yet: what is missing, as a sentence that says who has to add it. */
export function documentProblems(document: ElectronicDocument): string[] {
  const { seller, buyer } = document;
  const categories = new Set(document.lines.map((line) => line.vatCategory));
  const problems: string[] = [];
  if (!seller.endpoint)
    problems.push(`${seller.name} has no electronic address, and the platform has none to stand in.`);
  if (!buyer.endpoint) problems.push(`${buyer.name} has no electronic address, and the platform has none to stand in.`);
  if ((categories.has('S') || categories.has('Z')) && seller.vatNumber === null)
    problems.push(`${seller.name} charges VAT, so its invoice needs its VAT number.`);
  if (categories.has('E') && seller.vatNumber === null && seller.taxReference === null)
    problems.push(`${seller.name} is exempt from VAT, so its invoice needs its VAT number or its tax reference.`);
  if (categories.has('O') && categories.size > 1) problems.push('Lines outside VAT stand on an invoice of their own.');
  return problems;
}

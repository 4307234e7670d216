import { dayWithYear, DocumentBuilder, formatPounds, formatQuantity } from '@owncourse/kernel/contract';
import { SELF_BILLED_WORDS } from '../domain/self-billing.js';
import { documentTotals, type ElectronicDocument, type VatBreakdown } from '../domain/electronic-document.js';
import { partyLines, vatNumberLines } from '../domain/party-lines.js';

function vatWords({ category, percent, taxPence, taxablePence }: VatBreakdown): string {
  switch (category) {
    case 'S':
      return `${formatPounds(taxPence)} of the sum is VAT at ${percent / 100n}%, on ${formatPounds(taxablePence)} without VAT.`;
    case 'Z':
      return `VAT at 0% on ${formatPounds(taxablePence)}.`;
    case 'E':
      return `No VAT on ${formatPounds(taxablePence)}: welfare services are exempt (VAT Act 1994, Schedule 9, Group 7, item 9).`;
    case 'O':
      return 'No VAT: the provider is not registered for it.';
  }
}

/**
 * The invoice or credit note as a tagged PDF, for people to read and to hear. Sums are what people pay, with the VAT in them.
 */
export async function invoicePdf(
  document: ElectronicDocument,
  { largePrint, at }: { readonly largePrint: boolean; readonly at: Date },
): Promise<Buffer> {
  const { seller, buyer, credits, lines } = document;
  const totals = documentTotals(document);
  const name = document.kind === 'INVOICE' ? 'Invoice' : 'Credit note';
  const isOutsideVat = lines.some((line) => line.vatCategory === 'O');
  const builder = await DocumentBuilder.open({
    title: `${name} ${document.number}`,
    author: seller.name,
    createdAt: at,
    largePrint,
    footer: `${seller.name}, ${name.toLowerCase()} ${document.number}`,
  });
  builder.title(`${name} ${document.number}`).paragraph(`Made on ${dayWithYear(document.issuedOn)}.`);
  if (document.isSelfBilled)
    builder.paragraph(`${SELF_BILLED_WORDS} ${buyer.name} made it for ${seller.name}, as they agreed.`);
  builder
    .heading('From')
    .lines(partyLines(seller, vatNumberLines(seller, isOutsideVat)))
    .heading('To')
    .lines(
      partyLines(buyer, buyer.id === document.buyerReference ? [] : [`Your reference: ${document.buyerReference}`]),
    )
    .heading(document.kind === 'INVOICE' ? 'To pay' : 'Given back')
    .paragraph(
      document.dueOn === null
        ? `${formatPounds(totals.payablePence)}. It is taken off the next payments to ${seller.name}, or ${seller.name} pays it back.`
        : `${formatPounds(totals.payablePence)}, by ${dayWithYear(document.dueOn)}.`,
      { bold: true },
    );
  if (credits)
    builder.paragraph(
      `For invoice ${credits.number} of ${dayWithYear(credits.issuedOn)}. That invoice stays as it is.`,
    );
  builder.heading('What it is for').table({
    columns: [
      { heading: 'Day', weight: 1.6 },
      { heading: 'What', weight: 3 },
      { heading: 'How many', weight: 0.8, align: 'right' },
      { heading: 'Sum', weight: 1.1, align: 'right' },
    ],
    rows: lines.map((line) => [
      dayWithYear(line.onDate),
      line.description,
      formatQuantity(line.quantity),
      formatPounds(line.grossPence),
    ]),
    totals: ['Together', '', '', formatPounds(totals.payablePence)],
  });
  return builder.heading('VAT').list(totals.breakdown.map(vatWords)).finish();
}

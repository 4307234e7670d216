import { dayWithYear, DocumentBuilder, londonDate } from '@owncourse/kernel/contract';
import type { ReturnPack } from '@owncourse/ledger/contract';
import { parse } from 'graphql';
import { csv } from './csv.js';
import { statementCsv, statementPdf } from './statement-files.js';
import type { StatementBudget } from './statement-query.js';
import { safeName, type ZipFile } from './zip-stream.js';

/** The name of an invoice, asked as the reader. Sums come from the budget's own books: an invoice may be for others too. */
export const INVOICE_QUERY = parse(`
  query ReturnInvoice($id: ID!) {
    invoice(id: $id) {
      number
      issuedOn
      provider { name }
      billPayments { paidOn takenBackAt receipts { id contentType } }
    }
  }
`);

export interface InvoiceName {
  readonly number: string;
  readonly issuedOn: string;
  readonly provider: { readonly name: string };
  /** What the person wrote down that they paid of it. */
  readonly billPayments: readonly {
    readonly paidOn: string;
    readonly takenBackAt: string | null;
    readonly receipts: readonly { readonly id: string; readonly contentType: string }[];
  }[];
}

/** Receipts of bills that people paid themselves, as files of the pack. */
function billReceipts(invoices: Iterable<InvoiceName>): readonly { readonly id: string; readonly name: string }[] {
  return Array.from(invoices).flatMap(({ provider, number, billPayments }) =>
    billPayments
      .filter(({ takenBackAt }) => takenBackAt === null)
      .flatMap(({ paidOn, receipts }) =>
        receipts.map(({ id, contentType }, index) => ({
          id,
          name: `4-receipts/bill-${safeName(number)}-${index + 1}-${paidOn}-${safeName(provider.name)}.${contentType === 'image/jpeg' ? 'jpg' : 'pdf'}`,
        })),
      ),
  );
}

/** Bank and books in words for the pack, each with its sum in pence. */
function bankRows(bank: NonNullable<ReturnPack['bank']>): readonly (readonly [words: string, pence: bigint])[] {
  const balances: [string, bigint | null][] = [
    ['In the account at the start', bank.openingPence],
    ['In the account at the end', bank.closingPence],
  ];
  return [
    ...balances.flatMap(([words, pence]) => (pence === null ? [] : [[words, pence] as const])),
    ['Came into the account', bank.inPence],
    ['Went out of the account', bank.outPence],
    ['Bank: in less out', bank.inPence - bank.outPence],
    ['Written down: in less out', bank.booksPence],
    ['Difference', bank.differencePence],
    [`Of it, lines still to explain: ${bank.openCount}`, bank.openPence],
    [`Of it, lines not from this budget: ${bank.asideCount}`, bank.asidePence],
    [`Of it, written down and not on the bank statement: ${bank.unseenCount}`, -bank.unseenPence],
    ['Of it, written down for a day before or after', bank.otherDaysPence],
    ...(bank.missingPence === null
      ? []
      : [['Moved on days that no bank statement tells of', bank.missingPence] as const]),
  ];
}

function bankCsv(bank: ReturnPack['bank']): string {
  if (!bank?.coveredFrom || !bank.coveredTo)
    return csv([
      ['What', 'Sum (pounds)'],
      ['No bank statement came for these days', ''],
    ]);
  return csv([
    ['What', 'Sum (pounds)'],
    [`Bank statements cover ${bank.coveredFrom} to ${bank.coveredTo}`, ''],
    ...bankRows(bank).map(([words, pence]) => [words, { pence: Number(pence) }]),
  ]);
}

/** What the declaration says of the bank. */
function bankWords(bank: ReturnPack['bank']): string {
  if (!bank?.coveredFrom || !bank.coveredTo) return 'no bank statement';
  return `the bank statement of ${dayWithYear(bank.coveredFrom)} to ${dayWithYear(bank.coveredTo)} beside the books, with lines still to explain: ${bank.openCount}`;
}

async function declarationPdf(
  pack: ReturnPack,
  { person, council }: StatementBudget,
  receiptCount: number,
): Promise<Buffer> {
  const document = await DocumentBuilder.open({
    title: `Return of ${person.name}`,
    author: council.name,
    createdAt: pack.sentAt,
    footer: council.name,
  });
  return document
    .title(`Return of ${person.name}`)
    .paragraph(`For ${dayWithYear(pack.from)} to ${dayWithYear(pack.to)}, to ${council.name}.`)
    .heading('Declaration')
    .paragraph(pack.declaration)
    .paragraph(`Agreed by ${pack.sentByName ?? 'the person'} on ${dayWithYear(londonDate(pack.sentAt))}.`, {
      bold: true,
    })
    .heading('What is in this pack')
    .list([
      'the statement, as a PDF and as a table',
      `invoices that were approved in this time: ${pack.invoiced.length}`,
      `credit notes, which gave money back: ${pack.credited.length}`,
      `receipts: ${receiptCount}`,
      bankWords(pack.bank),
    ])
    .finish();
}

function invoicesCsv(pack: ReturnPack, names: ReadonlyMap<string, InvoiceName>): string {
  return csv([
    ['Number', 'Provider', 'Issued on', 'Approved on', 'Sum from this budget (pounds)'],
    ...pack.invoiced.map(({ invoiceId, onDay, amountPence }) => {
      const name = names.get(invoiceId);
      const sum = { pence: Number(amountPence) };
      return [name?.number ?? '', name?.provider.name ?? '', name?.issuedOn ?? '', onDay, sum];
    }),
  ]);
}

function creditsCsv({ credited }: ReturnPack): string {
  return csv([
    ['Number', 'Corrects invoice', 'Provider', 'Visit on', 'Came back on', 'Sum back in this budget (pounds)'],
    ...credited.map(({ number, invoiceNumber, providerName, visitOn, onDay, amountPence }) => [
      number,
      invoiceNumber,
      providerName,
      visitOn,
      onDay,
      { pence: Number(amountPence) },
    ]),
  ]);
}

/** The files of a pack, each made in its turn. @param receipt an expense's, or a bill's: its content, read as the one who asks */
export function returnFiles(
  pack: ReturnPack,
  budget: StatementBudget,
  invoices: ReadonlyMap<string, InvoiceName>,
  receipt: (id: string, of: 'EXPENSE' | 'BILL') => Promise<Buffer>,
): readonly ZipFile[] {
  const ofBills = billReceipts(invoices.values());
  const text = (made: string) => () => Promise.resolve(Buffer.from(made, 'utf8'));
  return [
    { name: '1-declaration.pdf', content: () => declarationPdf(pack, budget, pack.receipts.length + ofBills.length) },
    { name: '2-statement.pdf', content: () => statementPdf(budget, { largePrint: false, at: pack.sentAt }) },
    { name: '2-statement.csv', content: text(statementCsv(budget)) },
    { name: '3-invoices.csv', content: text(invoicesCsv(pack, invoices)) },
    { name: '3-credit-notes.csv', content: text(creditsCsv(pack)) },
    { name: '5-bank.csv', content: text(bankCsv(pack.bank)) },
    ...pack.receipts.map(({ id, payee, spentOn, type }, index) => ({
      name: `4-receipts/${String(index + 1).padStart(3, '0')}-${spentOn}-${safeName(payee)}.${type === 'image/jpeg' ? 'jpg' : 'pdf'}`,
      content: () => receipt(id, 'EXPENSE'),
    })),
    ...ofBills.map(({ id, name }) => ({ name, content: () => receipt(id, 'BILL') })),
  ];
}

import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  CLOCK,
  type Clock,
  Database,
  dayWithYear,
  DocumentBuilder,
  formatPounds,
  isId,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { BankPaymentRow } from '../persistence/bank-payment.repository.js';
import { RemittanceRepository } from '../persistence/remittance.repository.js';
import { reasonWords } from '../domain/bank-result.js';

// As the reader: a provider sees its own, an officer the council's.
const PAYMENT = statement(
  'invoicing.remittance-payment',
  `select b.*, d.account_ending, (select c.name from identity.council_names(array[b.council_id]) c) as council_name,
     (select n.name from catalogue.provider_names(array[b.provider_id]) n) as provider_name
   from invoicing.bank_payment b join invoicing.bank_details d on d.id = b.details_id where b.id = $1`,
);

interface Payment extends BankPaymentRow {
  readonly council_name: string | null;
  readonly provider_name: string | null;
}

/** What one payment is for, as a tagged PDF for the provider's books. No person is named in it. */
@Injectable()
export class WriteRemittance {
  constructor(
    private readonly database: Database,
    private readonly remittances: RemittanceRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Null where it is not the actor's to see. */
  async run(
    actor: Actor,
    { bankPaymentId, largePrint }: { readonly bankPaymentId: string; readonly largePrint: boolean },
  ): Promise<{ readonly content: Buffer; readonly reference: string } | null> {
    if (!isId(bankPaymentId)) return null;
    const [payment, lines] = await this.database.transaction(rowScope(actor), async (queries) => {
      const [[found], rows] = await Promise.all([
        queries.query<Payment>(PAYMENT, [bankPaymentId]),
        this.remittances.lines(queries, [bankPaymentId]),
      ]);
      return [found, rows] as const;
    });
    if (!payment) return null;
    const council = payment.council_name ?? 'The council';
    const builder = await DocumentBuilder.open({
      title: `Payment ${payment.reference}`,
      author: council,
      createdAt: this.clock.now(),
      largePrint,
      footer: `${council}, payment ${payment.reference}`,
    });
    builder
      .title(`Payment ${payment.reference}`)
      .paragraph(
        `${council} pays ${payment.provider_name ?? 'you'} ${formatPounds(payment.amount_pence)} on ${dayWithYear(payment.pay_on)}, to the account that ends in ${payment.account_ending}.`,
        { bold: true },
      );
    if (payment.reason_code !== null)
      builder.paragraph(
        `The bank sent this payment back: ${reasonWords(payment.reason_code)}. It is paid again later.`,
      );
    const content = await builder
      .heading('What it is for')
      .table({
        columns: [
          { heading: 'Paper', weight: 2 },
          { heading: 'Of', weight: 1.6 },
          { heading: 'Sum', weight: 1.1, align: 'right' },
        ],
        rows: lines.map((line) => [
          line.kind === 'INVOICE' ? `Invoice ${line.number}` : `Taken off: credit note ${line.number}`,
          dayWithYear(line.on_day),
          formatPounds(line.amount_pence),
        ]),
        totals: ['Together', '', formatPounds(payment.amount_pence)],
      })
      .finish();
    return { content, reference: payment.reference };
  }
}

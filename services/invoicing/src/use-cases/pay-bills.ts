import { Inject, Injectable } from '@nestjs/common';
import { IDENTITY, type IdentityPort, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isDay,
  isId,
  isReadable,
  londonDate,
  onceInTransaction,
  type OneRequest,
  type Queries,
  readReceipt,
  Refusal,
  rowScope,
  shortReference,
  statement,
} from '@owncourse/kernel/contract';
import { postRejectedPayments, postRejectedSetOffs, postSettlements } from '@owncourse/ledger/contract';
import type {
  AddPaymentReceiptInput,
  BillsPort,
  RecordBillPaidInput,
  TakeBackBillPaidInput,
} from '../contract/bills.port.js';
import { actingForPayer, USE_MANDATE } from '../persistence/acting.js';
import { BillRepository, type HolderPaymentRow } from '../persistence/bill.repository.js';
import { recoveriesOfRun } from '../persistence/credit-writes.js';
import { type InvoiceHead, InvoiceRepository } from '../persistence/invoice.repository.js';
import { budgetSums, rejectedTries } from '../persistence/invoice-writes.js';
import { invoiceMoves, lockBudgetsOf } from '../persistence/posting.js';
import { GiveMoneyBack } from './give-money-back.js';

const PAY = statement('invoicing.pay-by-holder', 'select invoicing.pay_by_holder($1, $2, $3, $4, $5, $6, $7, $8)');
const TAKE_OFF = statement('invoicing.to-take-off', 'select * from invoicing.to_take_off($1, $2::uuid[])');
const TAKE_BACK = statement(
  'invoicing.take-back-holder-payment',
  'select invoicing.take_back_holder_payment($1, $2, $3, $4, $5)',
);
const ADD_RECEIPT = statement(
  'invoicing.add-payment-receipt',
  'select invoicing.add_payment_receipt($1, $2, $3, $4, $5, $6)',
);
const BUDGETS_OF_NOTES = statement(
  'invoicing.budgets-of-notes',
  'select distinct n.budget_id from invoicing.credit_note n where n.id = any ($1::uuid[])',
);
const HOW: ReadonlySet<string> = new Set(['BANK_TRANSFER', 'CARD', 'CHEQUE', 'CASH']);
const LONGEST_REASON = 500;

/** Whoever holds a direct payment pays their bills and writes down that they did (docs/adr/0045). */
@Injectable()
export class PayBills implements BillsPort {
  constructor(
    private readonly database: Database,
    private readonly invoices: InvoiceRepository,
    private readonly bills: BillRepository,
    private readonly giving: GiveMoneyBack,
    @Inject(IDENTITY) private readonly identity: Pick<IdentityPort, 'recordLookUp'>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async recordPaid(actor: Actor, input: RecordBillPaidInput): Promise<string> {
    const { invoiceId, paidOn, how, idempotencyKey } = input;
    const head = await this.head(actor, invoiceId);
    const personId = head.person_ids[0] ?? '';
    requireAccess(actor, 'recordBillPaid', { personId });
    const at = this.clock.now();
    const today = londonDate(at);
    if (!isDay(paidOn) || paidOn > today || paidOn < head.issued_on)
      throw Refusal.invalid('paidOn', 'Enter the day you paid: from the day of the bill to today.');
    if (!HOW.has(how)) throw Refusal.invalid('how', 'Choose how you paid.');
    // Before the transaction: reading a picture takes its time, and nobody waits for it with a lock.
    const receipt = input.receipt ? await readReceipt(input.receipt) : null;
    const id = this.ids.next();
    const acting = actingForPayer(actor, personId);
    await this.change(
      actor,
      {
        personId,
        operation: 'recordBillPaid',
        id: invoiceId,
        key: idempotencyKey,
        input: { invoiceId, paidOn, how, receipt: input.receipt?.toString('base64') ?? null },
        at,
      },
      async (queries) => {
        const off = await queries.query<{ credit_note_id: string }>(TAKE_OFF, [head.council_id, [invoiceId]]);
        const [sums, tries, ofNotes] = await Promise.all([
          budgetSums(queries, [invoiceId]),
          rejectedTries(queries, [invoiceId]),
          queries.query<{ budget_id: string }>(BUDGETS_OF_NOTES, [off.map((one) => one.credit_note_id)]),
        ]);
        void lockBudgetsOf(queries, [...sums, ...ofNotes]);
        await queries.query(PAY, [invoiceId, id, `PB-${shortReference(id)}`, paidOn, how, today, at, actor.personId]);
        const attempt = (tries.get(invoiceId) ?? 0) + 1;
        const moves = invoiceMoves(sums, () => acting).map((move) => ({ ...move, attempt }));
        void postSettlements(queries, moves, paidOn, at);
        await this.giving.recover(queries, 'SET_OFF', await recoveriesOfRun(queries, id), paidOn, acting);
        if (receipt)
          void queries.query(ADD_RECEIPT, [
            id,
            this.ids.next(),
            receipt.contentType,
            receipt.content,
            at,
            actor.personId,
          ]);
      },
    );
    return invoiceId;
  }

  async takeBack(actor: Actor, input: TakeBackBillPaidInput): Promise<string> {
    const payment = await this.own(actor, 'takeBackBillPaid', input.paymentId);
    const reason = input.reason.trim();
    if (reason === '' || reason.length > LONGEST_REASON || !isReadable(reason))
      throw Refusal.invalid('reason', `Say what was wrong, in at most ${LONGEST_REASON} letters.`);
    const at = this.clock.now();
    const today = londonDate(at);
    const acting = actingForPayer(actor, payment.person_id);
    await this.change(
      actor,
      {
        personId: payment.person_id,
        operation: 'takeBackBillPaid',
        id: payment.invoice_id,
        key: input.idempotencyKey,
        input: { paymentId: payment.id, reason },
        at,
      },
      async (queries) => {
        const [sums, takenOff, tries] = await Promise.all([
          budgetSums(queries, [payment.invoice_id]),
          recoveriesOfRun(queries, payment.id),
          rejectedTries(queries, [payment.invoice_id]),
        ]);
        void lockBudgetsOf(queries, [...sums, ...takenOff]);
        await queries.query(TAKE_BACK, [payment.id, reason, today, at, actor.personId]);
        const attempt = (tries.get(payment.invoice_id) ?? 0) + 1;
        const moves = invoiceMoves(sums, () => acting).map((move) => ({ ...move, attempt }));
        void postRejectedPayments(queries, moves, today, at);
        const offs = takenOff.map((one) => ({
          councilId: one.council_id,
          id: one.id,
          providerId: one.provider_id,
          budgetId: one.budget_id,
          deliveryId: one.delivery_id,
          pence: one.amount_pence,
        }));
        if (offs.length > 0) void postRejectedSetOffs(queries, offs, { day: today, at, acting });
      },
    );
    return payment.invoice_id;
  }

  async addReceipt(actor: Actor, input: AddPaymentReceiptInput): Promise<string> {
    const payment = await this.own(actor, 'addPaymentReceipt', input.paymentId);
    const receipt = await readReceipt(input.content);
    const at = this.clock.now();
    await this.change(
      actor,
      {
        personId: payment.person_id,
        operation: 'addPaymentReceipt',
        id: payment.invoice_id,
        key: input.idempotencyKey,
        input: { paymentId: payment.id, content: input.content.toString('base64') },
        at,
      },
      (queries) => {
        void queries.query(ADD_RECEIPT, [
          payment.id,
          this.ids.next(),
          receipt.contentType,
          receipt.content,
          at,
          actor.personId,
        ]);
        return Promise.resolve();
      },
    );
    return payment.invoice_id;
  }

  async receipt(actor: Actor, receiptId: string): Promise<{ contentType: string; content: Buffer } | null> {
    if (!isId(receiptId)) return null;
    const found = await this.database.transaction(rowScope(actor), (queries) => this.bills.receipt(queries, receiptId));
    if (!found) return null;
    if (actor.councilId === found.council_id && actor.personId !== found.person_id)
      await this.identity.recordLookUp(actor, {
        personId: found.person_id,
        councilId: found.council_id,
        what: 'INVOICE',
      });
    return { contentType: found.content_type, content: found.content };
  }

  private async head(actor: Actor, invoiceId: string): Promise<InvoiceHead> {
    const [head] = isId(invoiceId) ? await this.invoices.heads(actor, [invoiceId]) : [];
    if (!head) throw Refusal.notFound();
    if (head.payer_kind !== 'PERSON') throw new Refusal('COUNCIL_PAYS');
    return head;
  }

  private async own(
    actor: Actor,
    operation: 'takeBackBillPaid' | 'addPaymentReceipt',
    id: string,
  ): Promise<HolderPaymentRow> {
    const payment = isId(id)
      ? await this.database.transaction(rowScope(actor), (queries) => this.bills.payment(queries, id))
      : null;
    if (!payment) throw Refusal.notFound();
    requireAccess(actor, operation, { personId: payment.person_id });
    return payment;
  }

  private async change(
    actor: Actor,
    claim: OneRequest & { readonly personId: string },
    work: (queries: Queries) => Promise<void>,
  ): Promise<void> {
    const { personId, ...request } = claim;
    const mandate = [actor.personId, personId, 'PAY', '0', request.at];
    await onceInTransaction(
      this.database,
      actor,
      personId === actor.personId
        ? request
        : { ...request, authorise: (queries) => queries.query(USE_MANDATE, mandate) },
      work,
    );
  }
}

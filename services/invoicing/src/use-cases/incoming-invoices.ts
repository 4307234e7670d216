import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { mayDo, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  isReadable,
  londonDate,
  onceInTransaction,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import {
  INVOICES_ISSUED,
  type InvoicesIssued,
  SENT_INVOICE_SETTLED,
  type SentInvoiceSettled,
} from '../contract/events.js';
import type { IncomingPort, SendInvoiceInput } from '../contract/incoming.port.js';
import type { Difference } from '../domain/difference.js';
import { contradictions } from '../domain/incoming-contradictions.js';
import { documentDifferences, type IncomingInvoice } from '../domain/incoming-invoice.js';
import {
  buyerDifferences,
  monthBefore,
  noInvoice,
  NOT_OWN,
  sellerDifferences,
  yearBefore,
} from '../domain/incoming-parties.js';
import { matchCredits, matchLines } from '../domain/match-incoming.js';
import { readUbl } from '../incoming/read-ubl.js';
import { UnreadableFile } from '../incoming/safe-xml.js';
import { IncomingRepository, type IncomingRow } from '../persistence/incoming.repository.js';

const TAKE = statement(
  'invoicing.take-incoming',
  'select invoicing.take_incoming($1, $2, $3::uuid[], $4, $5, $6) as id',
);
const KEEP = statement(
  'invoicing.keep-incoming',
  'select invoicing.keep_incoming($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
);
const SETTLE = statement('invoicing.settle-incoming', 'select invoicing.settle_incoming($1, $2, $3, $4, $5, $6, $7)');
const TAKE_CREDITS = statement('invoicing.take-credits', 'select invoicing.take_credits($1, $2, $3, $4::uuid[])');
const SET_OWN = statement('invoicing.set-own-invoices', 'select invoicing.set_own_invoices($1, $2, $3, $4, $5, $6)');
const LONGEST_REASON = 500;

interface Verdict {
  readonly status: 'ACCEPTED' | 'DIFFERS' | 'REJECTED';
  readonly differences: readonly Difference[];
  readonly invoiceId: string | null;
  /** Ours, that a credit note of theirs is about. */
  readonly creditNoteIds?: readonly string[];
}

/** Providers may send their invoices as UBL: read, held against what was delivered, and ours where they agree (docs/adr/0044). */
@Injectable()
export class IncomingInvoices implements IncomingPort {
  constructor(
    private readonly database: Database,
    private readonly incoming: IncomingRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async send(actor: Actor, input: SendInvoiceInput): Promise<string> {
    const providerId = actor.organisationId;
    requireAccess(actor, 'sendInvoice', { organisationId: providerId });
    const { councilId, file, idempotencyKey } = input;
    if (providerId === null || !isId(councilId)) throw Refusal.notFound();
    const invoice = read(file);
    const at = this.clock.now();
    const id = this.ids.next();
    const sha256 = createHash('sha256').update(file).digest('hex');
    return onceInTransaction(
      this.database,
      actor,
      { operation: 'sendInvoice', key: idempotencyKey, input: { councilId, sha256 }, id, at },
      async (queries) => {
        const verdict = await this.judge(queries, { invoice, providerId, councilId, at });
        const facts = {
          kind: invoice.kind,
          refersTo: invoice.refersTo,
          number: invoice.number,
          issuedOn: invoice.issuedOn,
          dueOn: invoice.dueOn,
          totalPence: invoice.payablePence.toString(),
        };
        const lines = invoice.lines.map((line) => ({
          line: line.line,
          description: line.description,
          netPence: line.netPence.toString(),
          onDate: line.onDate,
          orderReference: line.orderReference,
        }));
        await queries.query(KEEP, [
          councilId,
          id,
          providerId,
          JSON.stringify(facts),
          verdict.status,
          JSON.stringify(verdict.differences),
          JSON.stringify(lines),
          sha256,
          Buffer.from(file),
          verdict.invoiceId,
          at,
          actor.personId,
        ]);
        await this.takeCredits(queries, { councilId, id, providerId }, verdict);
      },
    );
  }

  async lookAgain(actor: Actor, input: { incomingId: string; idempotencyKey: string }): Promise<string> {
    const kept = await this.kept(actor, 'lookAgainAtInvoice', input.incomingId);
    const at = this.clock.now();
    const { id, provider_id: providerId, council_id: councilId } = kept;
    return onceInTransaction(
      this.database,
      actor,
      { operation: 'lookAgainAtInvoice', key: input.idempotencyKey, input: { incomingId: id }, id, at },
      async (queries) => {
        const invoice = read(await this.incoming.lock(queries, id));
        const verdict = await this.judge(queries, { invoice, providerId, councilId, at });
        await this.settle(queries, kept, verdict, null, at, actor);
      },
    );
  }

  async turnDown(actor: Actor, input: { incomingId: string; idempotencyKey: string; reason: string }): Promise<string> {
    const kept = await this.kept(actor, 'turnDownInvoice', input.incomingId);
    const reason = input.reason.trim();
    if (reason === '' || reason.length > LONGEST_REASON || !isReadable(reason))
      throw Refusal.invalid('reason', `Say why, in at most ${LONGEST_REASON} letters. The provider reads it.`);
    const at = this.clock.now();
    const { id } = kept;
    return onceInTransaction(
      this.database,
      actor,
      { operation: 'turnDownInvoice', key: input.idempotencyKey, input: { incomingId: id, reason }, id, at },
      async (queries) => {
        await this.incoming.lock(queries, id);
        const verdict: Verdict = { status: 'REJECTED', differences: kept.differences, invoiceId: null };
        await this.settle(queries, kept, verdict, reason, at, actor);
      },
    );
  }

  async file(actor: Actor, incomingId: string): Promise<Uint8Array | null> {
    const { organisationId, councilId } = actor;
    if (!isId(incomingId) || !mayDo(actor, 'incomingInvoice', { organisationId, councilId })) return null;
    return this.database.transaction(rowScope(actor), (queries) => this.incoming.document(queries, incomingId));
  }

  async setOwnInvoices(
    actor: Actor,
    input: { councilId: string; sends: boolean; idempotencyKey: string },
  ): Promise<void> {
    const providerId = actor.organisationId;
    requireAccess(actor, 'setOwnInvoices', { organisationId: providerId });
    const { councilId, sends, idempotencyKey } = input;
    if (providerId === null || !isId(councilId)) throw Refusal.notFound();
    const at = this.clock.now();
    await onceInTransaction(
      this.database,
      actor,
      { operation: 'setOwnInvoices', key: idempotencyKey, input: { councilId, sends }, id: councilId, at },
      async (queries) => {
        await queries.query(SET_OWN, [providerId, councilId, sends, londonDate(at), at, actor.personId]);
      },
    );
  }

  /** What becomes of it now; one that agrees is ours from here on, in the caller's transaction. */
  private async judge(
    queries: Queries,
    asked: {
      readonly invoice: IncomingInvoice;
      readonly providerId: string;
      readonly councilId: string;
      readonly at: Date;
    },
  ): Promise<Verdict> {
    const { invoice, providerId, councilId, at } = asked;
    const today = londonDate(at);
    const { seller, buyerNames } = await this.incoming.parties(queries, providerId, councilId, today);
    const wrong = [
      ...documentDifferences(invoice),
      ...contradictions(invoice),
      ...sellerDifferences(invoice.seller, seller, providerId),
      ...buyerDifferences(invoice.buyer, buyerNames, councilId),
      // A credit note may be about an invoice that made itself, too.
      ...(invoice.kind === 'CREDIT_NOTE' || (await this.incoming.sendsOwn(queries, providerId, councilId, today))
        ? []
        : [NOT_OWN]),
    ];
    if (wrong.length > 0) return { status: 'REJECTED', differences: wrong, invoiceId: null };
    if (invoice.refersTo !== null)
      return this.judgeCredit(queries, invoice, { providerId, councilId, number: invoice.refersTo });
    const days = invoice.lines.flatMap((line) => line.onDate ?? []).sort();
    // A line without a day may be of any: a year back from the invoice's own day.
    const from = days.length === invoice.lines.length ? (days[0] ?? invoice.issuedOn) : yearBefore(invoice.issuedOn);
    const to = days.length === invoice.lines.length ? (days.at(-1) ?? invoice.issuedOn) : invoice.issuedOn;
    // A visit that is named by its order on another day is a wrong day, not an unknown order.
    const delivered = await this.incoming.matchable(queries, {
      providerId,
      councilId,
      from: monthBefore(from),
      to: to > today ? to : today,
    });
    const { visitIds, differences } = matchLines(invoice, delivered);
    if (differences.length > 0) return { status: 'DIFFERS', differences, invoiceId: null };
    const [row] = await queries.query<{ id: string }>(TAKE, [
      councilId,
      providerId,
      visitIds,
      invoice.number,
      invoice.dueOn,
      today,
    ]);
    const invoiceId = row?.id ?? '';
    const payload: InvoicesIssued = { invoiceIds: [invoiceId] };
    void appendEvent(queries, {
      id: this.ids.next(),
      type: INVOICES_ISSUED,
      version: 1,
      councilId,
      payload: { ...payload },
      occurredAt: at,
    });
    return { status: 'ACCEPTED', differences: [], invoiceId };
  }

  /** Held against the credit notes that made themselves; nothing moves. */
  private async judgeCredit(
    queries: Queries,
    note: IncomingInvoice,
    asked: { readonly providerId: string; readonly councilId: string; readonly number: string },
  ): Promise<Verdict> {
    const named = await this.incoming.creditable(queries, asked);
    if (!named) return { status: 'REJECTED', differences: [noInvoice(asked.number)], invoiceId: null };
    const { creditNoteIds, differences } = matchCredits(note, named.lines);
    return differences.length > 0
      ? { status: 'DIFFERS', differences, invoiceId: null }
      : { status: 'ACCEPTED', differences: [], invoiceId: named.invoiceId, creditNoteIds };
  }

  private async takeCredits(
    queries: Queries,
    { councilId, id, providerId }: { readonly councilId: string; readonly id: string; readonly providerId: string },
    { creditNoteIds = [] }: Verdict,
  ): Promise<void> {
    if (creditNoteIds.length > 0) await queries.query(TAKE_CREDITS, [councilId, id, providerId, creditNoteIds]);
  }

  private async settle(
    queries: Queries,
    kept: IncomingRow,
    verdict: Verdict,
    reason: string | null,
    at: Date,
    actor: Actor,
  ): Promise<void> {
    const { id, council_id: councilId, provider_id: providerId, number } = kept;
    const { status, differences, invoiceId } = verdict;
    await queries.query(SETTLE, [id, status, JSON.stringify(differences), invoiceId, reason, at, actor.personId]);
    await this.takeCredits(queries, { councilId, id, providerId }, verdict);
    if (status === 'DIFFERS') return;
    const payload: SentInvoiceSettled = {
      incomingId: id,
      providerId,
      number,
      totalPence: kept.total_pence.toString(),
      accepted: status === 'ACCEPTED',
      ...(reason === null ? {} : { reason }),
      settledBy: actor.personId,
    };
    void appendEvent(queries, {
      id: this.ids.next(),
      type: SENT_INVOICE_SETTLED,
      version: 1,
      councilId,
      payload: { ...payload },
      occurredAt: at,
    });
  }

  private async kept(
    actor: Actor,
    operation: 'lookAgainAtInvoice' | 'turnDownInvoice',
    id: string,
  ): Promise<IncomingRow> {
    const kept = isId(id)
      ? await this.database.transaction(rowScope(actor), (queries) => this.incoming.byId(queries, id))
      : null;
    if (!kept) throw Refusal.notFound();
    requireAccess(actor, operation, { organisationId: kept.provider_id, councilId: kept.council_id });
    return kept;
  }
}

function read(file: Uint8Array): IncomingInvoice {
  try {
    return readUbl(file);
  } catch (error) {
    if (error instanceof UnreadableFile) throw Refusal.invalid('file', error.message);
    throw error;
  }
}

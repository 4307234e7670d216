import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { mayDo, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  isReadable,
  londonDate,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { INVOICES_ISSUED, type InvoicesIssued } from '../contract/events.js';
import type { IncomingPort, SendInvoiceInput } from '../contract/incoming.port.js';
import {
  type Difference,
  documentDifferences,
  type IncomingInvoice,
  type IncomingParty,
  matchLines,
} from '../domain/incoming-invoice.js';
import type { PartyFacts } from '../domain/document-facts.js';
import { readUbl, UnreadableInvoice } from '../incoming/read-ubl.js';
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
const SET_OWN = statement('invoicing.set-own-invoices', 'select invoicing.set_own_invoices($1, $2, $3, $4, $5, $6)');
const LONGEST_REASON = 500;

interface Verdict {
  readonly status: 'ACCEPTED' | 'DIFFERS' | 'REJECTED';
  readonly differences: readonly Difference[];
  readonly invoiceId: string | null;
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
    return this.once(
      actor,
      { operation: 'sendInvoice', key: idempotencyKey, input: { councilId, sha256 }, id, at },
      async (queries) => {
        const verdict = await this.judge(queries, { invoice, providerId, councilId, at });
        const facts = {
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
      },
    );
  }

  async lookAgain(actor: Actor, input: { incomingId: string; idempotencyKey: string }): Promise<string> {
    const kept = await this.kept(actor, 'lookAgainAtInvoice', input.incomingId);
    const at = this.clock.now();
    const { id, provider_id: providerId, council_id: councilId } = kept;
    return this.once(
      actor,
      { operation: 'lookAgainAtInvoice', key: input.idempotencyKey, input: { incomingId: id }, id, at },
      async (queries) => {
        const invoice = read(await this.incoming.lock(queries, id));
        const verdict = await this.judge(queries, { invoice, providerId, councilId, at });
        await this.settle(queries, id, verdict, null, at, actor);
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
    return this.once(
      actor,
      { operation: 'turnDownInvoice', key: input.idempotencyKey, input: { incomingId: id, reason }, id, at },
      async (queries) => {
        await this.incoming.lock(queries, id);
        const verdict: Verdict = { status: 'REJECTED', differences: kept.differences, invoiceId: null };
        await this.settle(queries, id, verdict, reason, at, actor);
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
    await this.once(
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
      ...sellerDifferences(invoice.seller, seller, providerId),
      ...buyerDifferences(invoice.buyer, buyerNames, councilId),
      ...((await this.incoming.sendsOwn(queries, providerId, councilId, today)) ? [] : [NOT_OWN]),
    ];
    if (wrong.length > 0) return { status: 'REJECTED', differences: wrong, invoiceId: null };
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

  private async settle(
    queries: Queries,
    id: string,
    { status, differences, invoiceId }: Verdict,
    reason: string | null,
    at: Date,
    actor: Actor,
  ): Promise<void> {
    await queries.query(SETTLE, [id, status, JSON.stringify(differences), invoiceId, reason, at, actor.personId]);
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

  private async once(
    actor: Actor,
    claim: {
      readonly operation: string;
      readonly key: string;
      readonly input: unknown;
      readonly id: string;
      readonly at: Date;
    },
    work: (queries: Queries) => Promise<void>,
  ): Promise<string> {
    const { operation, key, input, id, at } = claim;
    const done = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, { actorId: actor.personId, operation, key, input, result: { id }, at });
          await work(queries);
          return id;
        }),
      (stored) => String(stored['id']),
    );
    return done.result;
  }
}

function read(file: Uint8Array): IncomingInvoice {
  try {
    return readUbl(file);
  } catch (error) {
    if (error instanceof UnreadableInvoice) throw Refusal.invalid('file', error.message);
    throw error;
  }
}

const NOT_OWN: Difference = {
  code: 'NOT_OWN_INVOICES',
  line: null,
  detail: 'Your invoices to this council make themselves here. Say first that you send your own, then send it again.',
};

/** The sender is who it says: by our id of it, its VAT number, its company number or its electronic address. */
function sellerDifferences(said: IncomingParty, known: PartyFacts | null, providerId: string): Difference[] {
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

function buyerDifferences(said: IncomingParty, names: readonly string[], councilId: string): Difference[] {
  const isIt =
    said.ids.includes(councilId.toLowerCase()) ||
    names.some((name) => name.trim().toLowerCase() === said.name.trim().toLowerCase());
  return isIt
    ? []
    : [{ code: 'BUYER', line: null, detail: `It is made out to “${said.name.slice(0, 100)}”, not to this council.` }];
}

function yearBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - 1}${day.slice(4, 8)}01`;
}

function monthBefore(day: string): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return month === 1 ? `${year - 1}-12-01` : `${year}-${String(month - 1).padStart(2, '0')}-01`;
}

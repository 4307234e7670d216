import { Injectable } from '@nestjs/common';
import { parseQuantity, type Pence, type Queries, shortReference, statement } from '@owncourse/kernel/contract';
import type { PartyFacts } from '../domain/document-facts.js';
import type { Difference } from '../domain/difference.js';
import type { Creditable, Matchable } from '../domain/match-incoming.js';

export interface IncomingLineRow {
  readonly line: string;
  readonly description: string;
  /** Digits. */
  readonly netPence: string;
  readonly onDate: string | null;
  readonly orderReference: string | null;
}

export interface IncomingRow {
  readonly id: string;
  readonly council_id: string;
  readonly provider_id: string;
  readonly kind: 'INVOICE' | 'CREDIT_NOTE';
  /** Of a credit note: the invoice that it names. */
  readonly refers_to: string | null;
  readonly number: string;
  readonly issued_on: string;
  readonly total_pence: Pence;
  readonly status: 'ACCEPTED' | 'DIFFERS' | 'REJECTED';
  readonly differences: readonly Difference[];
  readonly lines: readonly IncomingLineRow[];
  readonly received_at: Date;
  readonly invoice_id: string | null;
  readonly reason: string | null;
}

interface MatchableRow {
  readonly visit_id: string;
  readonly order_id: string;
  readonly on_date: string;
  readonly quantity: string;
  readonly amount_pence: Pence;
  readonly net_pence: Pence;
  readonly ordered_pence: Pence;
  readonly vat_category: string;
  readonly is_free: boolean;
}

interface CreditableRow {
  readonly invoice_id: string;
  readonly visit_id: string;
  readonly order_id: string;
  readonly on_date: string;
  readonly vat_category: string;
  readonly credit_note_id: string | null;
  readonly credit_pence: Pence | null;
  readonly net_pence: Pence | null;
  readonly is_taken: boolean;
}

const COLUMNS = `select n.id, n.council_id, n.provider_id, n.kind, n.refers_to, n.number, n.issued_on, n.total_pence, n.status, n.differences, n.lines, n.received_at, n.invoice_id, n.reason
  from invoicing.incoming_invoice n`;
const NEWEST = statement(
  'invoicing.incoming',
  `${COLUMNS} order by n.status = 'DIFFERS' desc, n.received_at desc, n.id desc limit $1`,
);
const MANY = statement('invoicing.incoming-by-ids', `${COLUMNS} where n.id = any ($1::uuid[])`);
const ONE = statement('invoicing.incoming-one', `${COLUMNS} where n.id = $1`);
const DOCUMENT = statement(
  'invoicing.incoming-document',
  'select n.document from invoicing.incoming_invoice n where n.id = $1',
);
const LOCK = statement('invoicing.lock-incoming', 'select n.id, n.document from invoicing.lock_incoming($1) n');
const MATCHABLE = statement('invoicing.matchable', 'select * from invoicing.matchable($1, $2, $3, $4)');
const CREDITABLE = statement('invoicing.creditable', 'select * from invoicing.creditable($1, $2, $3)');
const OWN = statement('invoicing.sends-own', 'select invoicing.sends_own($1, $2, $3) as own');
const OWN_COUNCILS = statement(
  'invoicing.own-councils',
  'select o.council_id from invoicing.own_invoices o where o.provider_id = $1 and o.covers @> $2::date',
);
const PARTIES = statement(
  'invoicing.incoming-parties',
  'select (select p.details from invoicing.billing_party_of($1, $2) p) as seller, array(select n.name from identity.council_names(array[$3::uuid]) n) as buyer_names',
);

/** Invoices that providers sent; row-level security leaves out what is not the reader's. */
@Injectable()
export class IncomingRepository {
  /** Those that differ first, then the newest. */
  newest(queries: Queries, limit: number): Promise<IncomingRow[]> {
    return queries.query<IncomingRow>(NEWEST, [limit]);
  }

  byIds(queries: Queries, ids: readonly string[]): Promise<IncomingRow[]> {
    return queries.query<IncomingRow>(MANY, [ids]);
  }

  async byId(queries: Queries, id: string): Promise<IncomingRow | null> {
    return (await queries.query<IncomingRow>(ONE, [id]))[0] ?? null;
  }

  async document(queries: Queries, id: string): Promise<Buffer | null> {
    return (await queries.query<{ document: Buffer }>(DOCUMENT, [id]))[0]?.document ?? null;
  }

  /** Refuses NOT_FOUND, and WRONG_STATE for one that does not differ. */
  async lock(queries: Queries, id: string): Promise<Buffer> {
    const [row] = await queries.query<{ document: Buffer }>(LOCK, [id]);
    if (!row) throw new Error('An invoice that is locked gave no row.');
    return row.document;
  }

  async matchable(
    queries: Queries,
    asked: { providerId: string; councilId: string; from: string; to: string },
  ): Promise<Matchable[]> {
    const rows = await queries.query<MatchableRow>(MATCHABLE, [
      asked.providerId,
      asked.councilId,
      asked.from,
      asked.to,
    ]);
    return rows.map((row) => ({
      visitId: row.visit_id,
      orderId: row.order_id,
      orderReference: shortReference(row.order_id),
      onDate: row.on_date,
      quantity: parseQuantity(row.quantity),
      amountPence: row.amount_pence,
      netPence: row.net_pence,
      orderedPence: row.ordered_pence,
      vatCategory: row.vat_category,
      isFree: row.is_free,
    }));
  }

  /** The lines of the invoice that a credit note names, and which it is; null where the provider has none of that number to the council. */
  async creditable(
    queries: Queries,
    asked: { providerId: string; councilId: string; number: string },
  ): Promise<{ readonly invoiceId: string; readonly lines: readonly Creditable[] } | null> {
    const rows = await queries.query<CreditableRow>(CREDITABLE, [asked.providerId, asked.councilId, asked.number]);
    const [first] = rows;
    if (!first) return null;
    const lines = rows.map((row) => ({
      visitId: row.visit_id,
      orderId: row.order_id,
      orderReference: shortReference(row.order_id),
      onDate: row.on_date,
      vatCategory: row.vat_category,
      credit:
        row.credit_note_id === null || row.net_pence === null || row.credit_pence === null
          ? null
          : { id: row.credit_note_id, netPence: row.net_pence, creditPence: row.credit_pence, isTaken: row.is_taken },
    }));
    return { invoiceId: first.invoice_id, lines };
  }

  async sendsOwn(queries: Queries, providerId: string, councilId: string, on: string): Promise<boolean> {
    return (await queries.query<{ own: boolean }>(OWN, [providerId, councilId, on]))[0]?.own ?? false;
  }

  /** Councils to which the provider sends its own invoices on a day. */
  async ownCouncils(queries: Queries, providerId: string, on: string): Promise<string[]> {
    return (await queries.query<{ council_id: string }>(OWN_COUNCILS, [providerId, on])).map((row) => row.council_id);
  }

  /** Who the provider is by its legal details, and the council's name. */
  async parties(
    queries: Queries,
    providerId: string,
    councilId: string,
    on: string,
  ): Promise<{ seller: PartyFacts | null; buyerNames: readonly string[] }> {
    const [row] = await queries.query<{ seller: PartyFacts | null; buyer_names: string[] }>(PARTIES, [
      providerId,
      on,
      councilId,
    ]);
    return { seller: row?.seller ?? null, buyerNames: row?.buyer_names ?? [] };
  }
}

import { Injectable } from '@nestjs/common';
import { type Queries, statement } from '@owncourse/kernel/contract';
import type { DocumentFacts } from '../domain/document-facts.js';

// As the reader: row-level security leaves out lines of others, so that the sum is the whole one only for whom all of it is.
const IS_WHOLE = statement(
  'invoicing.document-is-whole',
  `select 1 from invoicing.invoice i where i.id = $1 and i.total_pence =
     (select sum(l.line_pence) from invoicing.invoice_line l where l.council_id = i.council_id and l.invoice_id = i.id)`,
);
const FACTS = statement('invoicing.document-of', 'select invoicing.document_of($1, $2) as facts');

/** What stands on one invoice or credit note. */
@Injectable()
export class DocumentRepository {
  /** @param creditNumber null for the invoice itself. @returns null where it is not there, or not all of it is the reader's to see */
  async facts(queries: Queries, invoiceId: string, creditNumber: string | null): Promise<DocumentFacts | null> {
    const whole = await queries.query(IS_WHOLE, [invoiceId]);
    if (whole.length === 0) return null;
    const [row] = await queries.query<{ facts: DocumentFacts | null }>(FACTS, [invoiceId, creditNumber]);
    return row?.facts ?? null;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { type Actor, CLOCK, type Clock, Database, isId, rowScope } from '@owncourse/kernel/contract';
import type { DocumentAsked, WrittenDocument } from '../contract/invoicing.port.js';
import { electronicDocument } from '../domain/document-facts.js';
import { documentProblems } from '../domain/document-problems.js';
import { invoicePdf } from '../export/invoice-pdf.js';
import { ublDocument } from '../export/ubl-document.js';
import { DocumentRepository } from '../persistence/document.repository.js';

/** One invoice or credit note as a file, for whoever may see all of it. */
@Injectable()
export class WriteDocument {
  constructor(
    private readonly database: Database,
    private readonly documents: DocumentRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(
    actor: Actor,
    { invoiceId, creditNumber, format, largePrint }: DocumentAsked,
  ): Promise<WrittenDocument | null> {
    if (!isId(invoiceId)) return null;
    const facts = await this.database.transaction(rowScope(actor), (queries) =>
      this.documents.facts(queries, invoiceId, creditNumber),
    );
    if (!facts) return null;
    const document = electronicDocument(facts);
    if (format === 'ubl') {
      const problems = documentProblems(document);
      return problems.length > 0 ? { problems } : { content: Buffer.from(ublDocument(document)) };
    }
    const asksForLargePrint = facts.buyerNeeds.some((need) => need.toLowerCase().includes('large print'));
    return {
      content: await invoicePdf(document, { largePrint: largePrint || asksForLargePrint, at: this.clock.now() }),
    };
  }
}

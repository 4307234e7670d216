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
  londonDate,
  rowScope,
} from '@owncourse/kernel/contract';
import type { ReceiptAsked } from '../contract/cards.port.js';
import { cardVatWords } from '../domain/card-vat.js';
import { partyOf } from '../domain/document-facts.js';
import { payablePeople } from '../domain/payable-people.js';
import { partyLines, vatNumberLines } from '../domain/party-lines.js';
import { CardRepository } from '../persistence/card.repository.js';

/** What was paid of one visit by card, as a tagged PDF for whoever paid and for the provider. Nothing of the card is in it. */
@Injectable()
export class WriteCardReceipt {
  constructor(
    private readonly database: Database,
    private readonly cards: CardRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Null where it is not the actor's to see, and while nothing was paid. */
  async run(actor: Actor, { chargeId, largePrint }: ReceiptAsked): Promise<Buffer | null> {
    if (!isId(chargeId)) return null;
    const [charge, seller] = await this.database.transaction(rowScope(actor), async (queries) => {
      const people = payablePeople(actor);
      const found = await this.cards.chargeToPay(queries, chargeId, people);
      const [sold] = await this.cards.sellers(queries, [chargeId], people);
      return [found, sold] as const;
    });
    if (!charge || !seller || charge.paid_pence === 0n) return null;
    const party = partyOf(seller.id, seller.name, seller.party, null);
    const vat = { category: charge.vat_category, status: charge.vat_status, percent: charge.vat_percent };
    const title = `Receipt for ${dayWithYear(charge.for_on)}`;
    const builder = await DocumentBuilder.open({
      title,
      author: party.name,
      createdAt: this.clock.now(),
      largePrint,
      footer: `${party.name}, ${title.toLowerCase()}`,
    });
    const kept = charge.paid_pence - charge.back_pence;
    builder.title(title).paragraph(`${formatPounds(charge.paid_pence)} was paid by card.`, { bold: true });
    if (charge.paid_at !== null) builder.paragraph(`Paid on ${dayWithYear(londonDate(charge.paid_at))}.`);
    builder
      .heading('Paid to')
      .lines(partyLines(party, vatNumberLines(party, charge.vat_category === 'O')))
      .heading('What it is for')
      .table({
        columns: [
          { heading: 'Day', weight: 1.6 },
          { heading: 'What', weight: 3 },
          { heading: 'Sum', weight: 1.1, align: 'right' },
        ],
        rows: [
          [dayWithYear(charge.for_on), charge.description, formatPounds(charge.paid_pence)],
          ...(charge.back_pence === 0n ? [] : [['', 'Given back to the card', `−${formatPounds(charge.back_pence)}`]]),
        ],
        totals: ['Together', '', formatPounds(kept)],
      })
      .heading('VAT')
      .paragraph(cardVatWords(vat, charge.vat_pence));
    if (charge.vat_back_pence > 0n)
      builder.paragraph(`${formatPounds(charge.vat_back_pence)} of what was given back is VAT.`);
    return builder.finish();
  }
}

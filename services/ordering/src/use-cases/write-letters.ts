import { Inject, Injectable } from '@nestjs/common';
import { type EventConsumer, type EventEnvelope, IDS, type IdSource, type Queries } from '@owncourse/kernel/contract';
import { LETTER_NEEDED, type LetterNeeded, MESSAGES, type MessagesPort } from '@owncourse/messages/contract';
import { type LetterContent, orderFacts, orderIn } from '../domain/letter-content.js';
import { LetterRepository, orderForLetter } from '../persistence/letter.repository.js';

interface About {
  readonly personId: string;
  readonly orderId: string | null;
}

/** Hears of people without an e-mail, and writes them the letter that somebody has to post. */
@Injectable()
export class WriteLetters implements EventConsumer {
  readonly name = 'ordering.write-letters';
  readonly types = [LETTER_NEEDED];

  constructor(
    private readonly letters: LetterRepository,
    @Inject(MESSAGES) private readonly messages: MessagesPort,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async handle(events: readonly EventEnvelope[], queries: Queries): Promise<void> {
    const needed = events.map((event) => ({ ...(event.payload as unknown as LetterNeeded), event }));
    const words = await this.messages.wordsOf(needed.map(({ messageId }) => messageId));
    const letters = needed.flatMap(({ messageId, personId, format, event: { councilId, occurredAt } }) => {
      const said = words.get(messageId);
      // Without a council there is nobody to post it.
      if (councilId === null || !said) return [];
      return [{ councilId, messageId, personId, format, at: occurredAt, said, orderId: orderIn(said.href) }];
    });
    if (letters.length === 0) return;
    const factsOf = await this.facts(queries, letters);
    void this.letters.insert(
      queries,
      letters.map(({ said, format, ...letter }) => ({
        ...letter,
        id: this.ids.next(),
        content: { title: said.title, lines: said.lines, facts: factsOf(letter) },
        // Nobody ever asked for smaller print.
        largePrint: format !== 'PLAIN',
      })),
    );
  }

  /** All orders that the letters are about, in one question. */
  private async facts(queries: Queries, letters: readonly About[]): Promise<(letter: About) => LetterContent['facts']> {
    const wanted = letters.flatMap(({ orderId, personId }) => (orderId === null ? [] : [{ orderId, personId }]));
    const rows = wanted.length === 0 ? [] : await this.letters.orders(queries, wanted);
    const known = new Map(rows.map((row) => [row.order_id + row.person_id, orderFacts(orderForLetter(row))]));
    return ({ orderId, personId }) => (orderId === null ? [] : (known.get(orderId + personId) ?? []));
  }
}

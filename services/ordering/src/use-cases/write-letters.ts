import { Inject, Injectable } from '@nestjs/common';
import { type EventConsumer, type EventEnvelope, IDS, type IdSource, type Queries } from '@owncourse/kernel/contract';
import { LETTER_NEEDED, type LetterNeeded, MESSAGES, type MessagesPort } from '@owncourse/messages/contract';
import { type LetterContent, orderFacts, orderIn } from '../domain/letter-content.js';
import { LetterRepository, orderForLetter } from '../persistence/letter.repository.js';

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
    for (const event of events) await this.write(event, queries);
  }

  private async write(event: EventEnvelope, queries: Queries): Promise<void> {
    const { messageId, personId, format } = event.payload as unknown as LetterNeeded;
    // Without a council there is nobody to post it.
    if (event.councilId === null) return;
    const words = await this.messages.wordsOf(messageId);
    if (!words) return;
    const orderId = orderIn(words.href);
    void this.letters.insert(queries, {
      councilId: event.councilId,
      id: this.ids.next(),
      personId,
      messageId,
      orderId,
      content: {
        title: words.title,
        lines: words.lines,
        facts: orderId === null ? [] : await this.facts(queries, orderId, personId),
      },
      // Nobody ever asked for smaller print.
      largePrint: format !== 'PLAIN',
      at: event.occurredAt,
    });
  }

  private async facts(queries: Queries, orderId: string, personId: string): Promise<LetterContent['facts']> {
    const order = await this.letters.order(queries, orderId, personId);
    if (!order) return [];
    return orderFacts(orderForLetter(orderId, order));
  }
}

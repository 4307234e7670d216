import { Inject, Injectable } from '@nestjs/common';
import {
  appendEvent,
  CLOCK,
  type Clock,
  type EventConsumer,
  type EventEnvelope,
  IDS,
  type IdSource,
  NIL_ID,
  type Queries,
} from '@owncourse/kernel/contract';
import { LETTER_NEEDED, type LetterNeeded } from '../contract/events.js';
import { MESSAGE_WRITER } from '../contract/messages.port.js';
import { type Named, namedIn } from '../domain/known.js';
import { mergeNotices } from '../domain/merge-notices.js';
import { HEARD, noticesOf, settledBy } from '../domain/notices.js';
import { readFacts } from '../persistence/facts.repository.js';
import { type LetterRow, settleMessages, writeMessages } from '../persistence/message-writes.js';

const DAY_MS = 24 * 3_600_000;
/** A house that meets messages for the first time tells its last four weeks, and mails only the last two days. */
const NEWS_MS = 28 * DAY_MS;
const MAIL_MS = 2 * DAY_MS;

/** Hears what happens in the other rooms, and writes it to everybody concerned, once. */
@Injectable()
export class TellPeople implements EventConsumer {
  readonly name = MESSAGE_WRITER;
  readonly types = HEARD;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async handle(events: readonly EventEnvelope[], queries: Queries): Promise<void> {
    const at = this.clock.now();
    const news = events.filter((event) => event.occurredAt.getTime() > at.getTime() - NEWS_MS);
    if (news.length === 0) return;
    const known = await readFacts(queries, named(news));
    const notices = news.flatMap((event) =>
      noticesOf(event, known).map((notice) => ({
        notice,
        eventId: event.id,
        councilId: event.councilId,
        at: event.occurredAt,
      })),
    );
    const writing = writeMessages(queries, mergeNotices(notices), new Date(at.getTime() - MAIL_MS), at);
    const settled = news.flatMap((event) =>
      settledBy(event, known).map((one) => ({ ...one, eventId: event.id, at: event.occurredAt })),
    );
    void settleMessages(queries, settled, at);
    for (const letter of await writing) this.askForLetter(queries, letter, at);
  }

  private askForLetter(queries: Queries, letter: LetterRow, at: Date): void {
    const payload: LetterNeeded = {
      messageId: letter.message_id,
      personId: letter.person_id,
      format: formatFor(letter.communication_needs),
    };
    void appendEvent(queries, {
      id: this.ids.next(),
      type: LETTER_NEEDED,
      version: 1,
      councilId: letter.council_id === NIL_ID ? null : letter.council_id,
      payload: { ...payload },
      occurredAt: at,
    });
  }
}

function named(events: readonly EventEnvelope[]): Named {
  const all = events.map((event) => namedIn(event.payload));
  const of = (kind: keyof Named): string[] => all.flatMap((one) => one[kind]);
  return {
    orders: of('orders'),
    visits: of('visits'),
    deliveries: of('deliveries'),
    invoices: of('invoices'),
    ratings: of('ratings'),
    mandates: of('mandates'),
    listings: of('listings'),
    questions: of('questions'),
    reclaims: of('reclaims'),
    sharedParts: of('sharedParts'),
    jointAnswers: of('jointAnswers'),
    covers: of('covers'),
    warnings: of('warnings'),
    services: of('services'),
    replacedOrders: of('replacedOrders'),
    lookedAfter: of('lookedAfter'),
    providers: of('providers'),
    storeChecks: of('storeChecks'),
    wantedAnswers: of('wantedAnswers'),
    rateProposals: of('rateProposals'),
    bankHolds: of('bankHolds'),
    payingAccounts: of('payingAccounts'),
    selfBilling: of('selfBilling'),
    cardCharges: of('cardCharges'),
    people: of('people'),
  };
}

/** How a letter has to look, from what is known of the person's needs. */
function formatFor(needs: readonly string[]): LetterNeeded['format'] {
  const said = needs.join(' ').toLowerCase();
  if (said.includes('large print')) return 'LARGE_PRINT';
  return said.includes('easy') ? 'EASY_WORDS' : 'PLAIN';
}

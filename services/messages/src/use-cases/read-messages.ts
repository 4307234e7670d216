import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  CLOCK,
  type Clock,
  connection,
  type Connection,
  Database,
  decodeCursor,
  encodeCursor,
  isId,
  pageSize,
  type Queries,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { MAIL_CHOICES, type MailChoice, type MessageTopic, TOPICS } from '../domain/message-kinds.js';
import { type MailRow, MessageRepository, type MessageRow } from '../persistence/message.repository.js';

export interface MessageFilter {
  readonly needsMe?: boolean | null;
  readonly personId?: string | null;
}

export interface MailPreference {
  readonly topic: MessageTopic;
  readonly mail: MailChoice;
}

const DAY_OR_INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** A cursor of ours: an instant and an id. @throws Refusal INVALID_INPUT */
function place(after: string | null | undefined): string[] | null {
  const parts = decodeCursor(after, 2);
  if (parts && !(DAY_OR_INSTANT.test(parts[0] ?? '') && isId(parts[1] ?? '')))
    throw Refusal.invalid('after', 'Start the list again from the beginning.');
  return parts;
}

/** A reader's own messages, and how they want to hear. */
@Injectable()
export class ReadMessages {
  constructor(
    private readonly database: Database,
    private readonly messages: MessageRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async page(
    queries: Queries,
    filter: MessageFilter,
    first: number | null,
    after: string | null,
  ): Promise<Connection<MessageRow>> {
    const size = pageSize(first);
    const personId = filter.personId ?? null;
    if (personId !== null && !isId(personId)) return connection<MessageRow, MessageRow>([], size, same, cursorOf);
    const rows = await this.messages.page(
      queries,
      { needsMe: filter.needsMe ?? false, personId },
      place(after),
      size + 1,
    );
    return connection(rows, size, same, cursorOf);
  }

  /** The mails that were written to the reader, newest first. */
  async mails(queries: Queries, first: number | null, after: string | null): Promise<Connection<MailRow>> {
    const size = pageSize(first);
    const rows = await this.messages.mails(queries, place(after), size + 1);
    return connection(rows, size, same, (row) => encodeCursor([row.created_at.toISOString(), row.id]));
  }

  /** @returns how many were new; the same for a message that is read, foreign or none */
  markRead(actor: Actor, messageId: string | null): Promise<number> {
    if (messageId !== null && !isId(messageId)) return Promise.resolve(0);
    return this.database.transaction(rowScope(actor), (queries) =>
      this.messages.markRead(queries, actor.personId, messageId, this.clock.now()),
    );
  }

  /** Every topic, with the reader's choice or the usual one. */
  async preferences(queries: Queries): Promise<MailPreference[]> {
    const chosen = new Map((await this.messages.preferences(queries)).map(({ topic, mail }) => [topic, mail]));
    return TOPICS.map((topic) => ({ topic, mail: chosen.get(topic) ?? 'NEEDS_ME' }));
  }

  /** @throws Refusal INVALID_INPUT when a topic is named twice */
  async choose(actor: Actor, choices: readonly MailPreference[]): Promise<void> {
    const known = choices.every(({ topic, mail }) => TOPICS.includes(topic) && MAIL_CHOICES.includes(mail));
    if (!known || new Set(choices.map(({ topic }) => topic)).size !== choices.length)
      throw Refusal.invalid('preferences', 'Choose once for each kind of message.');
    await this.database.transaction(rowScope(actor), (queries) =>
      this.messages.prefer(queries, actor.personId, choices, this.clock.now()),
    );
  }
}

function same<Row>(row: Row): Row {
  return row;
}

function cursorOf(row: MessageRow): string {
  return encodeCursor([row.at.toISOString(), row.id]);
}

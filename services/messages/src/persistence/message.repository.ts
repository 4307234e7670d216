import { Injectable } from '@nestjs/common';
import { Database, type Queries, statement } from '@owncourse/kernel/contract';
import type { MailChoice, MessageTopic } from '../domain/message-kinds.js';
import type { MessageFacts } from '../domain/notice.js';

export interface MessageRow {
  readonly id: string;
  readonly kind: string;
  readonly topic: MessageTopic;
  readonly standing: string;
  readonly about_person_id: string | null;
  readonly needs_you: boolean;
  readonly facts: MessageFacts;
  readonly at: Date;
  readonly read_at: Date | null;
  readonly settled_at: Date | null;
}

export interface MailRow extends MessageRow {
  readonly state: string;
  readonly created_at: Date;
  readonly ended_at: Date | null;
}

const COLUMNS =
  'm.id, m.kind, m.topic, m.standing, m.about_person_id, m.needs_you, m.facts, m.at, m.read_at, m.settled_at';
// $1 true: only what still needs the reader, $2 whose affairs or null, $3 and $4 time and id of the last row before or null
const PAGE = statement(
  'messages.page',
  `select ${COLUMNS} from messages.message m
   where m.person_id = kernel.scope_person() and (not $1::boolean or m.needs_you and m.settled_at is null)
     and ($2::uuid is null or m.about_person_id = $2)
     and ($3::timestamptz is null or (m.at, m.id) < ($3::timestamptz, $4::uuid))
   order by m.at desc, m.id desc limit $5`,
);
const BY_ID = statement(
  'messages.by-id',
  `select ${COLUMNS} from messages.message m where m.person_id = kernel.scope_person() and m.id = $1`,
);
const UNREAD = statement(
  'messages.unread',
  `select count(*)::int as unread from (select from messages.message m
   where m.person_id = kernel.scope_person() and m.read_at is null and m.settled_at is null limit 100) u`,
);
const MAILS = statement(
  'messages.mails',
  `select ${COLUMNS}, l.state, l.created_at, l.ended_at from messages.mail l join messages.message m on m.id = l.message_id
   where l.person_id = kernel.scope_person() and ($1::timestamptz is null or (l.created_at, l.message_id) < ($1::timestamptz, $2::uuid))
   order by l.created_at desc, l.message_id desc limit $3`,
);
const PREFERENCES = statement(
  'messages.preferences',
  'select topic, mail from messages.preference where person_id = kernel.scope_person()',
);
const MARK_READ = statement('messages.mark-read', 'select messages.mark_read($1, $2, $3) as marked');
const PREFER = statement('messages.prefer', 'select messages.prefer($1, $2::jsonb, $3)');
const OWN_WORDS = statement(
  'messages.own-words',
  'select w.id, f.* from unnest($1::uuid[]) as w (id) cross join lateral messages.facts_of(w.id) f',
);

@Injectable()
export class MessageRepository {
  constructor(private readonly database: Database) {}

  page(
    queries: Queries,
    filter: { readonly needsMe: boolean; readonly personId: string | null },
    after: readonly string[] | null,
    limit: number,
  ): Promise<MessageRow[]> {
    const values = [filter.needsMe, filter.personId, after?.[0] ?? null, after?.[1] ?? null, limit];
    return queries.query<MessageRow>(PAGE, values);
  }

  async byId(queries: Queries, id: string): Promise<MessageRow | null> {
    return (await queries.query<MessageRow>(BY_ID, [id]))[0] ?? null;
  }

  /** New messages of the reader; counts to 100 and no further. */
  async unread(queries: Queries): Promise<number> {
    return (await queries.query<{ unread: number }>(UNREAD))[0]?.unread ?? 0;
  }

  mails(queries: Queries, after: readonly string[] | null, limit: number): Promise<MailRow[]> {
    return queries.query<MailRow>(MAILS, [after?.[0] ?? null, after?.[1] ?? null, limit]);
  }

  preferences(queries: Queries): Promise<{ topic: MessageTopic; mail: MailChoice }[]> {
    return queries.query<{ topic: MessageTopic; mail: MailChoice }>(PREFERENCES);
  }

  /** @param id null for all of the reader's */
  async markRead(queries: Queries, readerId: string, id: string | null, at: Date): Promise<number> {
    return (await queries.query<{ marked: number }>(MARK_READ, [readerId, id, at]))[0]?.marked ?? 0;
  }

  async prefer(
    queries: Queries,
    readerId: string,
    choices: readonly { readonly topic: MessageTopic; readonly mail: MailChoice }[],
    at: Date,
  ): Promise<void> {
    await queries.query(PREFER, [readerId, JSON.stringify(choices), at]);
  }

  /** Messages about the reader themselves, for whoever prints them as letters. */
  factsOf(ids: readonly string[]): Promise<{ id: string; person_id: string; kind: string; facts: MessageFacts }[]> {
    return this.database.call(OWN_WORDS, [ids]);
  }
}

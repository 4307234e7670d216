import type { Connection } from '@owncourse/kernel/contract';
import { isMessageKind } from '../domain/message-kinds.js';
import { mailText, messageWords } from '../domain/message-words.js';
import type { MailRow, MessageRow } from '../persistence/message.repository.js';

export type View = Record<string, unknown>;

const UNKNOWN = { title: 'Something changed', lines: [], href: '/messages' };

function wordsOf(row: MessageRow): { title: string; lines: readonly string[]; href: string } {
  if (!isMessageKind(row.kind)) return UNKNOWN;
  return messageWords(row.kind, row.facts, row.standing === 'MANDATE' ? 'OTHER' : 'SELF');
}

export function messageView(row: MessageRow): View {
  return {
    id: row.id,
    topic: row.topic,
    ...wordsOf(row),
    about: row.standing === 'MANDATE' ? { id: row.about_person_id, name: row.facts.person } : null,
    at: row.at,
    isNew: row.read_at === null && row.settled_at === null,
    needsYou: row.needs_you && row.settled_at === null,
    isDone: row.settled_at !== null,
  };
}

export function mailView(row: MailRow, name: string, publicUrl: string): View {
  const words = wordsOf(row);
  return {
    message: messageView(row),
    state: row.state,
    subject: words.title,
    text: mailText(words, name, publicUrl),
    at: row.ended_at ?? row.created_at,
  };
}

export function mapConnection<Row>({ edges, pageInfo }: Connection<Row>, view: (row: Row) => View): View {
  return { edges: edges.map(({ cursor, node }) => ({ cursor, node: view(node) })), pageInfo };
}

import { type PersonRecords, type RecordPart, type RecordRow, statement } from '@owncourse/kernel/contract';
import { isMessageKind } from '../../domain/message-kinds.js';
import { messageWords } from '../../domain/message-words.js';
import type { MessageFacts } from '../../domain/notice.js';

/** A message in the words in which its reader sees it. */
function inWords(row: RecordRow): RecordRow {
  const { kind, facts } = row as { kind: string; facts: MessageFacts };
  const words = isMessageKind(kind)
    ? messageWords(kind, facts, 'SELF')
    : { title: 'Something changed', lines: [], href: '/messages' };
  return { ...row, title: words.title, words: words.lines.join(' '), page: words.href };
}

const MESSAGES: RecordPart = {
  name: 'messages',
  title: 'Messages to you',
  about: 'Each message about your own affairs, when you read it, and whether it went to you by email.',
  tables: ['messages.message', 'messages.mail'],
  columns: {
    id: 'Number',
    at: 'When',
    topic: 'About',
    title: 'Title',
    words: 'Words',
    page: 'Page that shows it',
    needs_you: 'Needed you',
    read_at: 'Read at',
    settled_at: 'Done at',
    mail_state: 'Email',
    mail_ended_at: 'Email sent at',
  },
  codes: ['topic', 'mail_state'],
  query: statement(
    'records.messages',
    `select m.id, m.at, m.kind, m.topic, m.facts, m.needs_you, m.read_at, m.settled_at, l.state as mail_state, l.ended_at as mail_ended_at
     from messages.message m left join messages.mail l on l.message_id = m.id and l.person_id = m.person_id
     where m.person_id = kernel.scope_person() and m.standing = 'SELF' order by m.at, m.id`,
  ),
  shaped: inWords,
};

const PREFERENCES: RecordPart = {
  name: 'email-choices',
  title: 'Which emails you want',
  about: 'What you chose for each kind of message.',
  tables: ['messages.preference'],
  columns: { topic: 'About', mail: 'Email', changed_at: 'Chosen at' },
  codes: ['topic', 'mail'],
  query: statement(
    'records.email-choices',
    `select p.topic, p.mail, p.changed_at from messages.preference p where p.person_id = kernel.scope_person() order by p.topic`,
  ),
};

export const messagesRecords: PersonRecords = { title: 'Messages', parts: [MESSAGES, PREFERENCES], leftOut: {} };

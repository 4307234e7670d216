import { nameInSql, type RecordPart, statement } from '@owncourse/kernel/contract';

const URGENT: RecordPart = {
  name: 'care-that-could-not-wait',
  title: 'Care that could not wait',
  about: 'When an officer started care for you at once, and why.',
  tables: ['ordering.urgent_care'],
  columns: { order_id: 'Number of the order', reason: 'Why', started_by_name: 'Started by', started_at: 'Started at' },
  query: statement(
    'records.care-that-could-not-wait',
    `select x.order_id, x.reason, ${nameInSql('x.started_by')} as started_by_name, x.started_at
     from ordering.urgent_care x where x.person_id = kernel.scope_person() order by x.started_at, x.order_id`,
  ),
};

const SILENCE: RecordPart = {
  name: 'visits-do-not-agree-themselves',
  title: 'That your visits never agree by themselves',
  about: 'Who wrote down that silence is no yes for you, and why.',
  tables: ['ordering.unwatched_person'],
  columns: { reason: 'Why', set_at: 'Written down at', set_by_name: 'Written down by' },
  query: statement(
    'records.visits-do-not-agree-themselves',
    `select x.reason, x.set_at, ${nameInSql('x.set_by')} as set_by_name
     from ordering.unwatched_person x where x.person_id = kernel.scope_person() order by x.set_at`,
  ),
};

const LETTERS: RecordPart = {
  name: 'letters',
  title: 'Letters to you',
  about: 'What each letter said, and when it was posted.',
  tables: ['ordering.letter'],
  columns: {
    id: 'Number',
    order_id: 'Number of the order',
    content: 'What it says',
    large_print: 'Large print',
    made_at: 'Written at',
    posted_at: 'Posted at',
    page: 'Page that shows it',
  },
  query: statement(
    'records.letters',
    `select x.id, x.order_id, x.content, x.large_print, x.made_at, x.posted_at, concat('/files/letters/', x.id) as page
     from ordering.letter x where x.person_id = kernel.scope_person() order by x.made_at, x.id`,
  ),
};

const CALLS: RecordPart = {
  name: 'telephone-calls',
  title: 'Telephone calls about you',
  about: 'Each call in which an officer did something for you, and how they knew who was speaking.',
  tables: ['ordering.telephone_call'],
  columns: {
    id: 'Number',
    taken_by_name: 'Taken by',
    authority: 'In whose name',
    caller: 'Who called',
    speaker_name: 'Name of who spoke',
    known_by_voice: 'Known by voice',
    first_fact: 'First thing asked',
    second_fact: 'Second thing asked',
    began_at: 'From',
    ended_at: 'To',
  },
  codes: ['authority', 'caller', 'first_fact', 'second_fact'],
  query: statement(
    'records.telephone-calls',
    `select x.id, ${nameInSql('x.taken_by')} as taken_by_name, x.authority, x.caller, x.speaker_name, x.known_by_voice, x.first_fact, x.second_fact, x.began_at, x.ended_at
     from ordering.telephone_call x where x.person_id = kernel.scope_person() order by x.began_at, x.id`,
  ),
};

const TELEPHONE_ACTS: RecordPart = {
  name: 'done-by-telephone',
  title: 'What was done for you by telephone',
  about: 'Each thing an officer did while you spoke, and the words that were read to you.',
  tables: ['ordering.telephone_act'],
  columns: {
    call_id: 'Number of the call',
    kind: 'What',
    order_id: 'Number of the order',
    delivery_id: 'Number of what was delivered',
    words_read: 'Words that were read out',
    sum_pence: 'Sum',
    at: 'When',
  },
  codes: ['kind'],
  query: statement(
    'records.done-by-telephone',
    `select a.call_id, a.kind, a.order_id, a.delivery_id, a.words_read, a.pence as sum_pence, a.at
     from ordering.telephone_call x join ordering.telephone_act a on a.council_id = x.council_id and a.call_id = x.id
     where x.person_id = kernel.scope_person() order by a.at, a.subject_id`,
  ),
};

export const COUNCIL_PARTS: readonly RecordPart[] = [URGENT, SILENCE, LETTERS, CALLS, TELEPHONE_ACTS];

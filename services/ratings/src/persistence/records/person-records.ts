import {
  nameInSql,
  type PersonRecords,
  type RecordPart,
  serviceNamesInSql,
  statement,
} from '@owncourse/kernel/contract';

const RATINGS: RecordPart = {
  name: 'ratings',
  title: 'What you said about how it went',
  about: 'Each rating of your orders, your words, what the provider replied, and what a moderator decided.',
  tables: ['ratings.rating'],
  columns: {
    id: 'Number',
    order_id: 'Number of the order',
    service_name: 'What',
    provider_name: 'From',
    written_by_name: 'Written by',
    on_time: 'On time',
    as_agreed: 'As agreed',
    dignity: 'Treated with dignity',
    outcomes: 'Helped with what matters to you',
    choose_again: 'Would choose again',
    comment: 'Words',
    hide_name: 'Name hidden',
    may_be_shown: 'May be shown',
    status: 'How it stands',
    rated_at: 'Written at',
    moderated_at: 'Looked at',
    moderation_reason: 'Why it is not shown',
    reply: 'The provider’s reply',
    replied_at: 'Replied at',
  },
  codes: ['status'],
  query: statement(
    'records.ratings',
    `select r.id, r.order_id, n.service_name, n.provider_name, ${nameInSql('r.written_by')} as written_by_name, r.on_time, r.as_agreed, r.dignity, r.outcomes,
       r.choose_again, r.comment, r.hide_name, r.may_be_shown, r.status, r.rated_at, r.moderated_at, r.moderation_reason, r.reply, r.replied_at
     from ratings.rating r ${serviceNamesInSql('r.service_id')} where r.person_id = kernel.scope_person() order by r.rated_at, r.id`,
  ),
};

const QUESTIONS: RecordPart = {
  name: 'questions-to-providers',
  title: 'What you asked providers',
  about: 'Each question you asked, the answer, and whether others may read it.',
  tables: ['ratings.store_question'],
  columns: {
    id: 'Number',
    service_name: 'About',
    provider_name: 'Asked',
    question: 'Your words',
    asker_agrees: 'You let others read it',
    asked_at: 'Asked at',
    answer: 'Answer',
    answered_at: 'Answered at',
    state: 'How it stands',
    moderated_at: 'Looked at',
    moderation_reason: 'Why it is not shown',
  },
  codes: ['state'],
  query: statement(
    'records.questions-to-providers',
    `select q.id, n.service_name, n.provider_name, q.question, q.asker_agrees, q.asked_at, q.answer, q.answered_at, q.state, q.moderated_at, q.moderation_reason
     from ratings.store_question q ${serviceNamesInSql('q.service_id')} where q.person_id = kernel.scope_person() order by q.asked_at, q.id`,
  ),
};

export const ratingsRecords: PersonRecords = {
  title: 'What you said',
  parts: [RATINGS, QUESTIONS],
  leftOut: { 'ratings.tally': 'Sums of everybody’s ratings of one provider or service.' },
};
